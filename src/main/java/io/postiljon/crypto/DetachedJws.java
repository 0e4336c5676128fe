package io.postiljon.crypto;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A detached JAdES baseline-B signature that keeps every rule of form; whether it holds is not said yet.
 *
 * <p>Source: RFC 7515, RFC 7797 ({@code b64}), ETSI TS 119 182-1 clause 5.2.8.3.3 ({@code sigD} by hash of named objects: with it
 * the payload counts as empty).
 *
 * @param signingInput what the signature is over
 * @param names        {@code pars}
 * @param digests      {@code hashV}, as many as names
 */
record DetachedJws(JwsAlgorithm algorithm, String thumbprint, Instant signedAt, List<String> names, List<ContentDigest> digests,
        byte[] signingInput, byte[] signature) {
    static final String OBJECTS_BY_HASH = "http://uri.etsi.org/19182/ObjectIdByURIHash";
    static final String SHA_256 = "S256";
    /** They offer a key, or a place to fetch one; our keys come from the agreement only. */
    private static final Set<String> REFUSED_MEMBERS = Set.of("kid", "jku", "x5u", "jwk");
    private static final Set<String> SIG_D_MEMBERS = Set.of("mId", "hashM", "pars", "hashV", "ctys");
    /** 32 bytes, canonical: the last sign has no loose bits, so that one digest has one form. */
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");
    private static final Pattern UTC_SECOND = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
    private static final long LAST_SECOND = 253_402_300_799L; // end of the year 9999

    static DetachedJws parse(String compact) throws JwsRefused {
        int headerEnd = compact.indexOf('.');
        if (headerEnd < 1 || !compact.startsWith("..", headerEnd) || compact.indexOf('.', headerEnd + 2) >= 0) {
            throw new JwsRefused("not a compact JWS with an empty payload");
        }
        Map<String, Object> header = StrictJson.object(decoded(compact.substring(0, headerEnd)));
        byte[] signature = decoded(compact.substring(headerEnd + 2));
        JwsAlgorithm algorithm = JwsAlgorithm.named(text(header, "alg"));
        for (String member : REFUSED_MEMBERS) {
            require(!header.containsKey(member), "kid, jku, x5u or jwk");
        }
        require(Boolean.FALSE.equals(header.get("b64")), "b64 is not false");
        requireCritical(header);
        String thumbprint = text(header, "x5t#S256");
        require(DIGEST.matcher(thumbprint).matches(), "x5t#S256 is not a thumbprint");
        Map<?, ?> sigD = header.get("sigD") instanceof Map<?, ?> map ? map : Map.of();
        require(SIG_D_MEMBERS.containsAll(sigD.keySet()), "sigD has an unknown member");
        require(OBJECTS_BY_HASH.equals(sigD.get("mId")), "mId of sigD is not ObjectIdByURIHash");
        require(SHA_256.equals(sigD.get("hashM")), "hashM of sigD is not S256");
        List<String> names = texts(sigD.get("pars"), "pars");
        List<String> hashes = texts(sigD.get("hashV"), "hashV");
        require(!names.isEmpty() && names.size() == hashes.size(), "pars and hashV are not of one length");
        require(!sigD.containsKey("ctys") || texts(sigD.get("ctys"), "ctys").size() == names.size(), "ctys has another length than pars");
        require(hashes.stream().allMatch(hash -> DIGEST.matcher(hash).matches()), "hashV holds something else than a SHA-256");
        List<ContentDigest> digests = hashes.stream().map(ContentDigest::ofBase64Url).toList();
        return new DetachedJws(algorithm, thumbprint, signedAt(header), names, digests,
                compact.substring(0, headerEnd + 1).getBytes(US_ASCII), signature);
    }

    /** Exactly {@code b64} and {@code sigD}, each once, in any order. */
    private static void requireCritical(Map<String, Object> header) throws JwsRefused {
        List<String> critical = texts(header.get("crit"), "crit");
        Set<String> found = new HashSet<>(critical);
        require(found.size() == critical.size(), "crit names a member twice");
        require(found.equals(Set.of("b64", "sigD")), "crit is not b64 and sigD");
    }

    private static Instant signedAt(Map<String, Object> header) throws JwsRefused {
        require(header.containsKey("iat") != header.containsKey("sigT"), "not exactly one of iat and sigT");
        if (header.containsKey("iat")) {
            require(header.get("iat") instanceof Long seconds && seconds <= LAST_SECOND, "iat is not a whole number of seconds");
            return Instant.ofEpochSecond((Long) header.get("iat"));
        }
        String time = text(header, "sigT");
        require(UTC_SECOND.matcher(time).matches(), "sigT is not a UTC time in seconds");
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new JwsRefused("sigT is not a time");
        }
    }

    private static String text(Map<String, Object> object, String member) throws JwsRefused {
        if (object.get(member) instanceof String text) {
            return text;
        }
        throw new JwsRefused(member + " is not a text");
    }

    private static List<String> texts(Object value, String member) throws JwsRefused {
        require(value instanceof List<?> list && list.stream().allMatch(String.class::isInstance), member + " is not an array of texts");
        return ((List<?>) value).stream().map(String.class::cast).toList();
    }

    /** Canonical base64url only: no padding, no loose bits at the end, so that one signature has one form. */
    private static byte[] decoded(String text) throws JwsRefused {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            require(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text), "not canonical base64url");
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new JwsRefused("not base64url");
        }
    }

    private static void require(boolean kept, String breach) throws JwsRefused {
        if (!kept) {
            throw new JwsRefused(breach);
        }
    }
}
