package io.postiljon.crypto;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of client assertions as it stands in its file: looked at before each use, so that it is rolled over by replacing the file. A
 * file that cannot be used leaves the key before in use; the register of keys tells it. Safe for all threads.
 */
public final class FollowedClientKey {
    private final Path file;
    private final Optional<Path> passwordFile;
    private byte[] digest;                      // guarded by this
    private ClientAssertionSigner signer;       // guarded by this

    /**
     * @param passwordFile of a PKCS#12 file; empty means PEM without password
     * @throws KeyUnavailable when it cannot be used now
     */
    public FollowedClientKey(Path file, Optional<Path> passwordFile) {
        this.file = file;
        this.passwordFile = passwordFile;
        this.digest = digest();
        this.signer = open();
    }

    public synchronized ClientAssertionSigner signer() {
        try {
            byte[] found = digest();
            if (!Arrays.equals(found, digest)) {
                signer = open();
                digest = found;
            }
        } catch (KeyUnavailable notNow) {
            return signer;
        }
        return signer;
    }

    private byte[] digest() {
        byte[] bytes = OwnerOnlyFile.read(file);
        try {
            return ContentDigest.of(bytes).bytes();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private ClientAssertionSigner open() {
        return passwordFile.map(password -> ClientAssertionSigner.openPkcs12(file, password)).orElseGet(() -> ClientAssertionSigner.openPem(file));
    }

    /** For the register of keys. */
    public KeyFileForm form() {
        return passwordFile.<KeyFileForm>map(password -> new KeyFileForm.Pkcs12(file, password)).orElseGet(() -> new KeyFileForm.PlainKey(file));
    }
}
