package io.postiljon.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Sha256;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What one good file says.
 *
 * @param tree    the file as read, to tell which members a later version changed
 * @param signing certificates for signatures, by thumbprint
 * @param tls     certificates for mutual TLS, by thumbprint
 */
record AgencyAccess(Agreement agreement, JsonNode tree, Map<String, X509Certificate> signing, Map<String, X509Certificate> tls) {
    private static final ObjectMapper SORTED = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    AgencyAccess {
        signing = Map.copyOf(signing);
        tls = Map.copyOf(tls);
    }

    /** Names of the top-level members that differ. */
    List<String> differsFrom(AgencyAccess other) {
        var names = new TreeSet<String>();
        tree.fieldNames().forEachRemaining(names::add);
        other.tree.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> tree.path(name).equals(other.tree.path(name)));
        return new ArrayList<>(names);
    }

    List<String> members() {
        var names = new TreeSet<String>();
        tree.fieldNames().forEachRemaining(names::add);
        return new ArrayList<>(names);
    }

    /** Digest of the tree with sorted members: layout, comments and order do not count. */
    Sha256 fingerprint() {
        try {
            return Sha256.ofBytes(ContentDigest.of(SORTED.writeValueAsBytes(SORTED.treeToValue(tree, Object.class))).bytes());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an agreement that was read cannot be written", impossible);
        }
    }
}
