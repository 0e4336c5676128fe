package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.refused;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.client.Jades;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** J: the signature. J11, J15 and J16 read as the design has them: {@code b64} is false, the reference is the nonce, the parts are what is covered. */
final class SignatureRows {
    private static final String INVALID = "401 signature-invalid";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private SignatureRows() {}

    static Stream<Attack> all() {
        return Stream.of(forged(), steered(), misused()).flatMap(rows -> rows);
    }

    private static Stream<Attack> forged() {
        return Stream.of(
                refused("J1", "none", "401 signature-required", bed -> Seen.of(bed.agency().post(bed.letter().parts(), Map.of("Idempotency-Key", '"' + CatalogueBed.key() + '"')))),
                refused("J2", "one byte of the message flipped", INVALID, bed -> afterSigning(bed, parts -> {
                    byte[] json = parts.getFirst().bytes();
                    json[new String(json, StandardCharsets.ISO_8859_1).indexOf("Brief")] ^= 1;
                })),
                refused("J2", "another document", INVALID, bed -> afterSigning(bed, parts -> parts.set(1, Part.pdf("upfile1", SamplePdf.saying("changed"))))),
                refused("J2", "one bit of the signature flipped", INVALID, bed -> withSignature(bed, header -> { }, (jws, input) -> {
                    byte[] bytes = Base64.getUrlDecoder().decode(jws.substring(jws.lastIndexOf('.') + 1));
                    bytes[7] ^= 1;
                    return bytes;
                })),
                algorithm("J3", "none"), algorithm("J3", "None"), algorithm("J3", "nOnE"),
                refused("J3", "alg none and no signature", INVALID, bed -> withSignature(bed, header -> header.put("alg", "none"), (jws, input) -> new byte[0])),
                refused("J4", "HS256 by the public key", INVALID, bed -> withSignature(bed, header -> header.put("alg", "HS256"),
                        (jws, input) -> mac(bed.agency().signer().certificate().getPublicKey().getEncoded(), input))),
                refused("J5", "r and s of zero", INVALID, bed -> withSignature(bed, header -> { }, (jws, input) -> new byte[64])),
                algorithm("J18", "RS256"), algorithm("J18", "ES384"), algorithm("J18", "RS1"), algorithm("J18", "ES256K"),
                refused("J18", "digests by SHA-1", INVALID, bed -> bed.signed(header -> ((ObjectNode) header.get("sigD")).put("hashM", "S1"))),
                refused("J18", "DER where r and s belong", INVALID, bed -> withSignature(bed, header -> { }, (jws, input) -> der(bed.system().member("belastingen").identity().key(), input))));
    }

    private static Attack algorithm(String id, String name) {
        return refused(id, "alg " + name, INVALID, bed -> bed.signed(header -> header.put("alg", name)));
    }

    private static Stream<Attack> steered() {
        return Stream.of(
                bent("J6", "kid is a path", header -> header.put("kid", "../../../../etc/passwd")),
                bent("J6", "kid is SQL", header -> header.put("kid", "' or 1=1; drop table gateway.sending; --")),
                bent("J6", "kid of 10 kB", header -> header.put("kid", "k".repeat(10_000))),
                refused("J7", "jku", INVALID, bed -> bed.signed(header -> header.put("jku", "https://" + bed.listener().address() + "/keys"))),
                refused("J7", "x5u", INVALID, bed -> bed.signed(header -> header.put("x5u", "http://" + bed.listener().address() + "/chain.pem"))),
                refused("J8", "jwk inside", INVALID, SignatureRows::ownKey),
                refused("J9", "x5c of a stranger", INVALID, bed -> byStranger(bed, true)),
                bent("J10", "unknown crit", header -> ((ArrayNode) header.get("crit")).add("exp")),
                bent("J10", "no crit", header -> header.remove("crit")),
                bent("J11", "b64 true", header -> header.put("b64", true)),
                bent("J11", "b64 absent", header -> header.remove("b64")),
                bent("J11", "b64 a text", header -> header.put("b64", "false")));
    }

    private static Attack bent(String id, String what, Consumer<ObjectNode> bend) {
        return refused(id, what, INVALID, bed -> bed.signed(bend));
    }

    private static Stream<Attack> misused() {
        return Stream.of(
                refused("J12", "signature of B", "403 signer-mismatch", bed -> {
                    Letter letter = bed.letter();
                    return bed.post(letter.parts(), bed.other().signer().sign(letter.parts(), Instant.now()));
                }),
                refused("J13", "certificate that is registered no more", INVALID, bed -> byStranger(bed, false)),
                refused("J13", "certificate that its authority revoked", INVALID, bed -> bed.revocations().signedByTheRevoked(bed)),
                at("J14", "301 s old", -301), at("J14", "120 s ahead", 120),
                refused("J15", "the same content under a new key", "409 duplicate-reference", bed -> {
                    Letter letter = bed.letter();
                    bed.send(letter);
                    return bed.send(letter);
                }),
                refused("J16", "a part that is not covered", "401 signature-coverage", bed -> {
                    List<Part> parts = bed.letter().parts();
                    return bed.post(parts, bed.agency().signer().sign(parts.subList(0, 1), Instant.now()));
                }),
                refused("J16", "a name without a part", "401 signature-coverage", bed -> {
                    List<Part> parts = bed.letter().parts();
                    List<Part> more = new ArrayList<>(parts);
                    more.add(Part.pdf("upfile2", new byte[] {1}));
                    return bed.post(parts, bed.agency().signer().sign(more, Instant.now()));
                }),
                two("one header", (good, bad) -> good + ", " + bad), two("one header, the bad one first", (good, bad) -> bad + "," + good),
                two("the same twice", (good, bad) -> good + "," + good),
                refused("J17", "in two headers", INVALID, SignatureRows::twoHeaders));
    }

    private static Attack at(String id, String what, int seconds) {
        return refused(id, what, "401 signature-expired", bed -> {
            Letter letter = bed.letter();
            return bed.post(letter.parts(), bed.agency().signer().sign(letter.parts(), Instant.now().plusSeconds(seconds)));
        });
    }

    private static Attack two(String what, java.util.function.BinaryOperator<String> joined) {
        return refused("J17", "two signatures: " + what, INVALID, bed -> {
            Letter letter = bed.letter();
            String good = bed.agency().signer().sign(letter.parts(), Instant.now());
            return bed.post(letter.parts(), joined.apply(good, good.substring(0, good.length() - 8) + "AAAAAAAA"));
        });
    }

    private static Seen twoHeaders(CatalogueBed bed) throws Exception {
        Letter letter = bed.letter();
        String good = bed.agency().signer().sign(letter.parts(), Instant.now());
        String body = multipart(letter);
        return bed.raw(CatalogueBed.uploadHead("JWS-Signature: " + good + "\r\nJWS-Signature: " + good + "\r\nContent-Length: " + body.length()) + body);
    }

    /** As a body with the boundary {@code b}. */
    static String multipart(Letter letter) {
        return "--b\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n\r\n" + new String(letter.messagePart().bytes(), StandardCharsets.ISO_8859_1)
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"upfile1\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                + new String(letter.documents().getFirst().bytes(), StandardCharsets.ISO_8859_1) + "\r\n--b--\r\n";
    }

    private static Seen afterSigning(CatalogueBed bed, Consumer<List<Part>> change) {
        List<Part> parts = new ArrayList<>(bed.letter().parts());
        String signature = bed.agency().signer().sign(parts, Instant.now());
        change.accept(parts);
        return bed.post(parts, signature);
    }

    private interface Forgery {
        /** @param jws a good one; @param input what was signed */
        byte[] signature(String jws, byte[] input) throws GeneralSecurityException;
    }

    private static Seen withSignature(CatalogueBed bed, Consumer<ObjectNode> bend, Forgery forgery) throws GeneralSecurityException {
        List<Part> letter = bed.letter().parts();
        ObjectNode header = bed.agency().signer().header(letter, Instant.now());
        bend.accept(header);
        String good = bed.agency().signer().sign(header);
        String input = good.substring(0, good.indexOf('.') + 1);
        return bed.post(letter, input + "." + BASE64URL.encodeToString(forgery.signature(good, input.getBytes(StandardCharsets.US_ASCII))));
    }

    private static byte[] mac(byte[] key, byte[] input) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(input);
    }

    private static byte[] der(PrivateKey key, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static Seen ownKey(CatalogueBed bed) {
        Jades stranger = bed.impostors().strangersSignature();
        List<Part> letter = bed.letter().parts();
        ObjectNode header = bed.agency().signer().header(letter, Instant.now());
        header.set("jwk", new JsonMapper().createObjectNode().put("kty", "EC").put("crv", "P-256").put("x", "AA").put("y", "AA"));
        return bed.post(letter, stranger.sign(header));
    }

    private static Seen byStranger(CatalogueBed bed, boolean withChain) throws GeneralSecurityException {
        Jades stranger = bed.impostors().strangersSignature();
        List<Part> letter = bed.letter().parts();
        ObjectNode header = stranger.header(letter, Instant.now());
        if (withChain) {
            header.putArray("x5c").add(Base64.getEncoder().encodeToString(stranger.certificate().getEncoded()));
        }
        return bed.post(letter, stranger.sign(header));
    }
}
