package io.postiljon.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.bc.BcPGPSecretKeyRingCollection;

/**
 * What of an OpenPGP key file may be used now. Keys that are expired or revoked are left out, so that nobody encrypts to them or believes
 * them; whether a key is the right one is the matter of who keeps the file. The files are read at each use: a key is rolled over by
 * replacing its file. They may hold several keys, armoured (also several blocks one after the other) or binary. Source: RFC 9580.
 */
public final class PgpKeyRings {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN PGP [A-Z ]+-----.*?-----END PGP [A-Z ]+-----", Pattern.DOTALL);
    private static final int MOST_BYTES = 1024 * 1024;
    /** Source: RFC 9580 section 9.1. */
    private static final Map<Integer, String> ALGORITHMS = Map.of(1, "RSA", 18, "ECDH", 19, "ECDSA", 22, "EdDSA", 25, "X25519", 27, "Ed25519");

    private PgpKeyRings() {}

    /** Public keys and subkeys that are neither expired nor revoked, in binary. @throws IOException when there is none, or the file is no key file */
    public static byte[] usablePublicKeys(Path file, Instant now) throws IOException {
        ByteArrayOutputStream usable = new ByteArrayOutputStream();
        for (byte[] block : blocks(file)) {
            for (PGPPublicKeyRing ring : publicRings(block)) {
                if (isUsable(ring.getPublicKey(), now)) {
                    withoutDeadSubkeys(ring, now).encode(usable);
                }
            }
        }
        if (usable.size() == 0) {
            throw new IOException("a key file holds no key that is neither expired nor revoked");
        }
        return usable.toByteArray();
    }

    /** Secret keys as they lie in the file, in binary: what was encrypted to an older one is still opened. */
    public static byte[] secretKeys(Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (PGPSecretKeyRing ring : secretRings(file)) {
            ring.encode(all);
        }
        return all.toByteArray();
    }

    /**
     * The one key that signs, in binary.
     *
     * @param userId      part of its user id
     * @param fingerprint of its primary key, hex; needed when several keys have the user id
     * @throws IOException when no key, or more than one, can be meant, or it is expired or revoked
     */
    public static byte[] signingKey(Path file, String userId, Optional<String> fingerprint, Instant now) throws IOException {
        Optional<String> wanted = fingerprint.map(text -> text.replaceAll("\\s", "").toLowerCase(Locale.ROOT));
        List<PGPSecretKeyRing> meant = new ArrayList<>();
        for (PGPSecretKeyRing ring : secretRings(file)) {
            boolean named = wanted.map(HexFormat.of().formatHex(ring.getPublicKey().getFingerprint())::equals).orElse(true);
            if (named && hasUserId(ring.getPublicKey(), userId) && isUsable(ring.getPublicKey(), now)) {
                meant.add(ring);
            }
        }
        if (meant.size() != 1) {
            throw new IOException("the key that signs must be one, " + meant.size() + " can be meant");
        }
        return meant.getFirst().getEncoded();
    }

    /** Every key and subkey of the file, public or secret, dead ones too. @throws IOException when the file is no key file */
    static List<KeyFacts> facts(Path file) throws IOException {
        List<KeyFacts> facts = new ArrayList<>();
        for (byte[] block : blocks(file)) {
            try (InputStream source = PGPUtil.getDecoderStream(new ByteArrayInputStream(block))) {
                for (Object ring : new BcPGPObjectFactory(source)) {
                    switch (ring) {
                        case PGPPublicKeyRing open -> open.getPublicKeys().forEachRemaining(key -> facts.add(facts(key)));
                        case PGPSecretKeyRing secret -> secret.getPublicKeys().forEachRemaining(key -> facts.add(facts(key)));
                        default -> throw new IOException("a key file holds something else than keys");
                    }
                }
            }
        }
        return facts;
    }

    private static KeyFacts facts(PGPPublicKey key) {
        Instant created = key.getCreationTime().toInstant();
        return new KeyFacts("OpenPGP " + ALGORITHMS.getOrDefault(key.getAlgorithm(), Integer.toString(key.getAlgorithm()))
                + (key.getBitStrength() > 0 ? " " + key.getBitStrength() : ""), HexFormat.of().formatHex(key.getFingerprint()), Optional.of(created),
                key.getValidSeconds() > 0 ? Optional.of(created.plusSeconds(key.getValidSeconds())) : Optional.empty());
    }

    private static boolean hasUserId(PGPPublicKey key, String part) {
        for (Iterator<String> ids = key.getUserIDs(); ids.hasNext();) {
            if (ids.next().contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUsable(PGPPublicKey key, Instant now) {
        Instant created = key.getCreationTime().toInstant();
        boolean over = key.getValidSeconds() > 0 && !now.isBefore(created.plusSeconds(key.getValidSeconds()));
        return !key.hasRevocation() && !over;
    }

    private static PGPPublicKeyRing withoutDeadSubkeys(PGPPublicKeyRing ring, Instant now) {
        PGPPublicKeyRing rest = ring;
        for (Iterator<PGPPublicKey> keys = ring.getPublicKeys(); keys.hasNext();) {
            PGPPublicKey key = keys.next();
            if (!key.isMasterKey() && !isUsable(key, now)) {
                rest = PGPPublicKeyRing.removePublicKey(rest, key);
            }
        }
        return rest;
    }

    private static List<PGPPublicKeyRing> publicRings(byte[] block) throws IOException {
        try (InputStream source = PGPUtil.getDecoderStream(new ByteArrayInputStream(block))) {
            List<PGPPublicKeyRing> rings = new ArrayList<>();
            new BcPGPPublicKeyRingCollection(source).getKeyRings().forEachRemaining(rings::add);
            return rings;
        } catch (PGPException broken) {
            throw new IOException("a key file cannot be read");
        }
    }

    private static List<PGPSecretKeyRing> secretRings(Path file) throws IOException {
        List<PGPSecretKeyRing> rings = new ArrayList<>();
        for (byte[] block : blocks(file)) {
            try (InputStream source = PGPUtil.getDecoderStream(new ByteArrayInputStream(block))) {
                new BcPGPSecretKeyRingCollection(source).getKeyRings().forEachRemaining(rings::add);
            } catch (PGPException broken) {
                throw new IOException("a key file cannot be read");
            }
        }
        if (rings.isEmpty()) {
            throw new IOException("a key file holds no secret key");
        }
        return rings;
    }

    private static List<byte[]> blocks(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("a key file has more than " + MOST_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(file);
        List<byte[]> armoured = BLOCK.matcher(new String(content, StandardCharsets.ISO_8859_1)).results()
                .map(block -> block.group().getBytes(StandardCharsets.ISO_8859_1)).toList();
        return armoured.isEmpty() ? List.of(content) : armoured;
    }
}
