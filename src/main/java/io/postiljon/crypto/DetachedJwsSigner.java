package io.postiljon.crypto;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signs files of ours: the same detached JAdES form as agencies use, by the platform's key (ES256). It covers the names and the
 * digests of the parts. Safe for all threads.
 *
 * <p>Source: ETSI TS 119 182-1 clause 5.2.8.3.3, RFC 7797.
 */
public final class DetachedJwsSigner {
    private final PlatformJws jws;

    public DetachedJwsSigner(KeyStorePort keys, Clock clock) {
        jws = new PlatformJws(keys, clock);
    }

    /** The content of {@code <name>.jws} beside one file. */
    public String sign(SignedPart file) {
        return sign(List.of(file));
    }

    /** @throws IllegalArgumentException when there is no part, or two have one name */
    public String sign(List<SignedPart> parts) {
        PlatformJws once = jws.still();
        Map<String, Object> header = once.header();
        cover(header, parts);
        return once.sign(header, new byte[0]);
    }

    /** Adds what makes the header cover these parts, with no payload. @throws IllegalArgumentException as {@link #sign(List)} */
    static void cover(Map<String, Object> header, List<SignedPart> parts) {
        if (parts.isEmpty() || parts.stream().map(SignedPart::name).distinct().count() != parts.size()) {
            throw new IllegalArgumentException("a signature covers at least one part, and each has its own name");
        }
        Map<String, Object> sigD = new LinkedHashMap<>();
        sigD.put("mId", DetachedJws.OBJECTS_BY_HASH);
        sigD.put("hashM", DetachedJws.SHA_256);
        sigD.put("pars", parts.stream().map(SignedPart::name).toList());
        sigD.put("hashV", parts.stream().map(part -> part.digest().base64Url()).toList());
        header.put("b64", false);
        header.put("crit", List.of("b64", "sigD"));
        header.put("sigD", sigD);
    }
}
