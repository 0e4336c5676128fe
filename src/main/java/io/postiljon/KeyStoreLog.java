package io.postiljon;

import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.Thumbprints;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what became of a change of the key store. */
final class KeyStoreLog implements FollowedKeyStore.Follower {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreLog.class);

    @Override public void taken(int rootVersion, List<X509Certificate> certificates, Instant writesFrom) {
        LOG.info("the key store has new keys: root version {}, signing certificate {}; they seal and sign from {}", rootVersion,
                Thumbprints.of(certificates.getFirst()), writesFrom);
    }

    @Override public void refused(FollowedKeyStore.Refusal refusal) {
        LOG.error("the changed key store is not taken, the one before stays in use: {}; put a copy of the right file in its place (keys.file)", refusal.why());
    }
}
