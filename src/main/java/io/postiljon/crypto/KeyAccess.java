package io.postiljon.crypto;

/**
 * Token without which {@link SecretBytes} shows nothing. Nobody outside this package can get one, so a search for this name lists
 * every place where a key is touched.
 */
public final class KeyAccess {
    private static final KeyAccess GRANTED = new KeyAccess();

    private KeyAccess() {}

    static KeyAccess granted() {
        return GRANTED;
    }
}
