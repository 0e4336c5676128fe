/**
 * The small room where keys are: seal and open, sign and verify, pseudonyms, digests, random values.
 *
 * <p>Way in: {@link io.postiljon.crypto.DocumentSealer} and {@link io.postiljon.crypto.DocumentOpener} for documents,
 * {@link io.postiljon.crypto.RecordSealer} for database columns, {@link io.postiljon.crypto.SignatureVerifier} for what agencies
 * sign, {@link io.postiljon.crypto.ReceiptSigner}, {@link io.postiljon.crypto.DetachedJwsSigner} and
 * {@link io.postiljon.crypto.CmsSigner} for what we sign. All of them get their keys from one
 * {@link io.postiljon.crypto.KeyStorePort}.
 *
 * <p>Must never: know Spring, Camel, JDBC or a domain type; let a caller choose an algorithm, a nonce or a size; say why opening
 * failed; put a key, a digest's input or a name of a person in an exception text.
 */
package io.postiljon.crypto;
