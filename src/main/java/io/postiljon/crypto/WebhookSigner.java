package io.postiljon.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Signs a call to an address of an agency, by the rules of Standard Webhooks: over {@code id.timestamp.body}. Whoever checks it knows
 * that the platform sent these bytes under this id at that time; a repeat has the same id. Safe for all threads.
 *
 * <p>Always {@code v1a}: Ed25519 by the platform's keys, the newest first and during a change of keys also the one before. With a
 * secret file also {@code v1}: HMAC-SHA-256. The file has one secret in each of its one or two lines, {@code whsec_} and the base64
 * of 24 to 64 bytes; two lines let the agency change its secret without a gap. It is read at each use.
 *
 * <p>Source: standard-webhooks, spec/standard-webhooks.md.
 */
public final class WebhookSigner {
    private static final String PREFIX = "whsec_";
    private static final int SECRETS = 2;
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final KeyStorePort keys;

    public WebhookSigner(KeyStorePort keys) {
        this.keys = keys;
    }

    /**
     * The value of {@code webhook-signature}.
     *
     * @throws KeyUnavailable when a key or the secret file cannot be used
     */
    public String sign(String id, Instant at, byte[] body, Optional<Path> secretFile) {
        byte[] content = content(id, at, body);
        List<String> signatures = new ArrayList<>();
        for (byte[] signature : keys.signWebhook(content)) {
            signatures.add("v1a," + Base64.getEncoder().encodeToString(signature));
        }
        secretFile.ifPresent(file -> addHmacs(file, content, signatures));
        return String.join(" ", signatures);
    }

    private static byte[] content(String id, Instant at, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + at.getEpochSecond() + ".").getBytes(US_ASCII));
        content.writeBytes(body);
        return content.toByteArray();
    }

    private static void addHmacs(Path file, byte[] content, List<String> signatures) {
        byte[] bytes = OwnerOnlyFile.read(file);
        try {
            List<String> lines = new String(bytes, US_ASCII).lines().filter(line -> !line.isBlank()).toList();
            if (lines.isEmpty() || lines.size() > SECRETS) {
                throw new KeyUnavailable("a webhook secret file has one or two lines: " + file.getFileName());
            }
            lines.forEach(line -> signatures.add("v1," + hmac(secret(line.strip(), file), content)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] secret(String line, Path file) {
        try {
            if (line.startsWith(PREFIX)) {
                byte[] secret = Base64.getDecoder().decode(line.substring(PREFIX.length()));
                if (secret.length >= LEAST_BYTES && secret.length <= MOST_BYTES) {
                    return secret;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // told below, without the line
        }
        throw new KeyUnavailable("a webhook secret is whsec_ and the base64 of 24 to 64 bytes: " + file.getFileName());
    }

    private static String hmac(byte[] secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailable("HMAC-SHA-256 is not there", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
