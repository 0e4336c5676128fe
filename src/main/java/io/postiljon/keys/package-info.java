/**
 * The register of every key and certificate in use, the warnings before one ends, and the gateway's own server certificates, which are
 * followed in their files. What is registered, each part tells by a {@link io.postiljon.crypto.KeySource}.
 *
 * <p>Way in: {@link io.postiljon.keys.KeyRegister}, {@link io.postiljon.keys.ServerCertificates} and
 * {@link io.postiljon.keys.KeyStoreRefusals}, by {@code routes/keys.camel.yaml}.
 *
 * <p>Must never: hold or show a secret, or a path of this machine; put a certificate in use that does not belong to its key.
 */
package io.postiljon.keys;
