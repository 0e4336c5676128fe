package io.postiljon.trust;

import io.postiljon.crypto.Thumbprints;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorities that are trusted now, followed in their files: a change takes effect within seconds, a wrong file never replaces a
 * good one. Safe for many threads; reloads wait for each other.
 */
public final class TrustedAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedAuthorities.class);
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final AuthorityFolder folder;
    private final Map<String, String> came = new ConcurrentHashMap<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile Authorities now;
    private volatile boolean wrong;
    private Map<String, ByteBuffer> judged;
    private boolean judgedGood = true;

    /** @throws IllegalArgumentException when a file is wrong */
    TrustedAuthorities(AuthorityFolder folder) {
        this.folder = folder;
        this.judged = folder.content();
        this.now = folder.read(judged);
        noteThoseThatCame();
        warnOfSilent();
    }

    Authorities now() {
        return now;
    }

    /** Whether the files, as they are, were refused. */
    boolean isWrong() {
        return wrong;
    }

    /** All of them with their intermediates, as PEM: for the handshakes. */
    public String pem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : now.certificates()) {
            try {
                text.append("-----BEGIN CERTIFICATE-----\n").append(BASE64.encodeToString(certificate.getEncoded())).append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException hasOne) {
                throw new IllegalStateException(hasOne);
            }
        }
        return text.toString();
    }

    /** Told after each change. */
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    /** Reads the files again, if one has changed. */
    public synchronized void reload() {
        try {
            Map<String, ByteBuffer> content = folder.content();
            if (content.equals(judged)) {
                wrong = !judgedGood;
                return;
            }
            judged = content;
            judgedGood = false;
            now = folder.read(content);
            noteThoseThatCame();
            judgedGood = true;
            wrong = false;
            LOG.info("trusted authorities: {}", now.all().stream().map(Authority::name).toList());
            warnOfSilent();
        } catch (IllegalArgumentException refused) {
            if (!wrong) {
                LOG.error("the trusted authorities stay as they were: {}", refused.getMessage());
            }
            wrong = true;
            return;
        }
        followers.forEach(Runnable::run);
    }

    private void noteThoseThatCame() {
        now.all().forEach(authority -> authority.anchors().forEach(anchor -> came.put(Thumbprints.of(anchor), authority.name())));
    }

    /** Thumbprints of all that were in force since they were last said to be on record, be it for a moment, with the name of each. */
    Map<String, String> came() {
        return Map.copyOf(came);
    }

    void recorded(Set<String> thumbprints) {
        came.keySet().removeAll(thumbprints);
    }

    private void warnOfSilent() {
        now.all().stream().filter(authority -> authority.source().isNone())
                .forEach(authority -> LOG.warn("authority {} publishes no revocations: only taking a certificate out of its agreement revokes it", authority.name()));
    }
}
