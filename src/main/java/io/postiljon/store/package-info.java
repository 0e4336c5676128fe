/**
 * Where data lives: the state of sendings, the outbox and the dossiers in PostgreSQL, and documents in the vault.
 *
 * <p>Way in: {@link io.postiljon.store.Sendings}, {@link io.postiljon.store.Outbox}, {@link io.postiljon.store.Vault},
 * {@link io.postiljon.store.DossierRegister}, {@link io.postiljon.store.Drops}.
 *
 * <p>Must never: open a transaction of its own (except the relay's claims, the sweep and the vault's erasing, which prove
 * nothing), write a plaintext byte to a disk, or know a channel.
 */
package io.postiljon.store;
