package io.postiljon.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A {@link Pkcs12KeyStore} that follows its file. It looks at use, at most each two seconds, whether file or password file were replaced;
 * at once for something sealed under a version that it does not have.
 *
 * <p>A new file counts only when it has everything that the one before had and works now: a node never loses a key while it runs.
 * Any other leaves the one before in use. What is new opens and is published at once. It seals and signs after a rest, so that the file
 * can come to every node before one of them needs it; at a start there is no rest. Safe for all threads.
 */
public final class FollowedKeyStore implements KeyStorePort {
    /** Is told of each change of the files once, by the thread that came upon it: only of keys, never of their bytes. */
    public interface Follower {
        /** @param writesFrom when what is new begins to seal and to sign */
        void taken(int rootVersion, List<X509Certificate> certificates, Instant writesFrom);

        void refused(Refusal refusal);
    }

    /**
     * A version of the file that is not taken.
     *
     * @param fingerprint of the file's bytes, as {@code sha256sum} writes it; empty when there is none to read, or it is too large
     */
    public record Refusal(String fingerprint, String why) {}

    private static final Duration LOOK = Duration.ofSeconds(2);

    private record Stamp(Object file, Object passwordFile) {}

    /** {@code writing}: seals and signs until {@code writesFrom}, then {@code all} does. */
    private record State(Pkcs12KeyStore all, Pkcs12KeyStore writing, Instant writesFrom) {}

    private final Path file;
    private final Path passwordFile;
    private final Duration rest;
    private final Clock clock;
    private final Follower follower;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state;
    private volatile Instant looked;
    private volatile Optional<Refusal> refusal = Optional.empty();
    private Stamp seen;

    private FollowedKeyStore(Path file, Path passwordFile, Duration rest, Clock clock, Follower follower) {
        this.file = file;
        this.passwordFile = passwordFile;
        this.rest = rest;
        this.clock = clock;
        this.follower = follower;
        this.seen = stamp();
        this.looked = clock.instant();
        Pkcs12KeyStore first = Pkcs12KeyStore.open(file, passwordFile);
        this.state = new State(first, first, Instant.MIN);
    }

    /**
     * @param rest from the moment that this node took a new key until it seals or signs with it
     * @throws KeyUnavailable when a file is missing, open to others, or not complete
     */
    public static FollowedKeyStore open(Path file, Path passwordFile, Duration rest, Clock clock, Follower follower) {
        return new FollowedKeyStore(file, passwordFile, rest, clock, follower);
    }

    /** Why the file as it lies there is not the one in use; empty when it is. */
    public Optional<Refusal> refusal() {
        looked();
        return refusal;
    }

    @Override public KeyStorePort still() {
        State now = looked();
        return clock.instant().isBefore(now.writesFrom()) ? now.writing() : now.all();
    }

    @Override public WrappedKey wrap(KeyName name, byte[] context, SecretBytes secret) {
        return still().wrap(name, context, secret);
    }

    @Override public SecretBytes unwrap(KeyName name, byte[] context, WrappedKey wrapped) {
        if (wrapped.keyVersion() > state.all().newestVersion()) {
            lookForNewer();
        }
        return looked().all().unwrap(name, context, wrapped);
    }

    @Override public byte[] hmac(KeyName name, byte[] data) {
        return looked().all().hmac(name, data);
    }

    @Override public byte[] sign(byte[] data) {
        return still().sign(data);
    }

    @Override public X509Certificate signingCertificate() {
        return still().signingCertificate();
    }

    @Override public List<X509Certificate> publishedCertificates() {
        return looked().all().publishedCertificates();
    }

    @Override public List<byte[]> signWebhook(byte[] data) {
        return looked().all().signWebhook(data);
    }

    @Override public List<byte[]> webhookKeys() {
        return looked().all().webhookKeys();
    }

    @Override public int currentVersion() {
        return still().currentVersion();
    }

    @Override public KeyStoreHealth health(Instant now) {
        return still().health(now);
    }

    /** Who comes while another looks goes on with what there is. */
    private State looked() {
        if (isDue() && looking.tryLock()) {
            try {
                if (isDue()) {
                    looked = clock.instant();
                    look(refusal.isPresent());      // the mode of a file, or the day on which a certificate begins, changes no stamp
                }
            } finally {
                looking.unlock();
            }
        }
        return state;
    }

    private boolean isDue() {
        return Duration.between(looked, clock.instant()).abs().compareTo(LOOK) >= 0;
    }

    private void lookForNewer() {
        looking.lock();
        try {
            look(false);
        } finally {
            looking.unlock();
        }
    }

    private void look(boolean again) {
        Stamp found = stamp();
        if (again || !found.equals(seen)) {
            boolean isNew = !found.equals(seen);
            seen = found;
            Optional<Refusal> before = refusal;
            refusal = take().map(why -> new Refusal(fingerprint(), why));
            refusal.filter(why -> isNew || !refusal.equals(before)).ifPresent(follower::refused);
        }
    }

    /** @return why not */
    private Optional<String> take() {
        Pkcs12KeyStore next;
        try {
            next = Pkcs12KeyStore.open(file, passwordFile);
        } catch (KeyUnavailable unusable) {
            return Optional.of(unusable.getMessage());
        }
        State before = state;
        if (!next.holdsAllOf(before.all())) {
            return Optional.of("the file lacks a key that is in use, or has another in its place");
        }
        Instant now = clock.instant();
        if (!next.health(now).usable()) {
            return Optional.of("the certificate of the newest signing key is not valid now, or a key does not work");
        }
        if (!before.all().holdsAllOf(next)) {
            Pkcs12KeyStore writing = now.isBefore(before.writesFrom()) ? before.writing() : before.all();
            state = new State(next, writing, now.plus(rest));
            follower.taken(next.currentVersion(), next.publishedCertificates(), now.plus(rest));
        }
        return Optional.empty();
    }

    private String fingerprint() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(OwnerOnlyFile.LIMIT_BYTES + 1);
            return bytes.length > OwnerOnlyFile.LIMIT_BYTES ? "" : ContentDigest.of(bytes).hex();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private Stamp stamp() {
        return new Stamp(stamp(file), stamp(passwordFile));
    }

    /** A file that is not there, or may not be seen, has a stamp too. */
    private static Object stamp(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return List.of(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
        } catch (IOException unreadable) {
            return "none";
        }
    }
}
