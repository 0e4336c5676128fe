package io.postiljon.sandbox.parts;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * An Ed25519 key to log in with over SSH, in the form that OpenSSH's own tools read (they do not read PKCS#8 for Ed25519).
 *
 * @param privateKeyFile OpenSSH private key, 0600
 * @param publicKeyFile  one line as in {@code authorized_keys}
 * @param publicKeyLine  that line, without newline
 * @param fingerprint    as {@code ssh-keygen -l} prints it: {@code SHA256:} and base64 without padding
 */
public record SshKey(Path privateKeyFile, Path publicKeyFile, String publicKeyLine, String fingerprint) {

    /** Makes a key and writes {@code <name>} and {@code <name>.pub} in the folder. */
    public static SshKey create(Path folder, String name) {
        var secret = new Ed25519PrivateKeyParameters(new SecureRandom());
        try {
            byte[] blob = OpenSSHPublicKeyUtil.encodePublicKey(secret.generatePublicKey());
            String line = "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob) + " " + name;

            var pem = new StringWriter();
            try (var writer = new PemWriter(pem)) {
                writer.writeObject(new PemObject("OPENSSH PRIVATE KEY", OpenSSHPrivateKeyUtil.encodePrivateKey(secret)));
            }
            Path privateKeyFile = folder.resolve(name);
            Path publicKeyFile = folder.resolve(name + ".pub");
            SecretFile.write(privateKeyFile, pem.toString().getBytes(StandardCharsets.US_ASCII));
            Files.writeString(publicKeyFile, line + "\n");

            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            String fingerprint = "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
            return new SshKey(privateKeyFile, publicKeyFile, line, fingerprint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
