package io.postiljon.store;

/** What an object of the vault is. {@code ORDER} is an uploaded batch: ciphertext of its own, without a key of ours. */
public enum VaultObjectKind {
    DOCUMENT, COVER, DROP, ORDER,
    /** A paper of the post about a sending. */
    EVIDENCE
}
