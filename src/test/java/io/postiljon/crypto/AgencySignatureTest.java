package io.postiljon.crypto;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** What passes as a signature of an agency and what does not; the numbers are those of the catalogue of attacks. */
class AgencySignatureTest {
    private static final Instant NOW = TestKeyStore.NOW;
    private static final AgePolicy HTTPS = new AgePolicy(Duration.ofSeconds(300), Duration.ofSeconds(60));
    private static final SignedPart JSON = part("messageToPublish", "{\"subject\":\"x\"}");
    private static final SignedPart PDF = part("upfile1", "%PDF-1.7");
    private static final List<SignedPart> PARTS = List.of(JSON, PDF);

    private static TestCertificates agency;
    private static TestCertificates attacker;
    private final SignatureVerifier verifier = SignatureVerifier.forHttp();

    @BeforeAll static void certificates() {
        agency = TestCertificates.p256();
        attacker = TestCertificates.p256();
    }

    @Test void es256_over_all_parts_is_valid() {
        SignatureVerdict verdict = verdictOn(draft().signed());

        assertThat(verdict).isEqualTo(new SignatureVerdict.Valid(agency.thumbprint(), NOW, "ES256"));
    }

    @Test void ps256_with_3072_bits_and_ed25519_are_valid() {
        TestCertificates rsa = TestCertificates.rsa(3072);
        TestCertificates ed = TestCertificates.ed25519();

        assertThat(verdictOn(new JwsDraft(rsa, "PS256", PARTS).signed(), rsa)).isEqualTo(new SignatureVerdict.Valid(rsa.thumbprint(), NOW, "PS256"));
        assertThat(verdictOn(new JwsDraft(ed, "EdDSA", PARTS).signed(), ed)).isEqualTo(new SignatureVerdict.Valid(ed.thumbprint(), NOW, "EdDSA"));
    }

    @Test void parts_may_come_in_another_order_than_signed() {
        assertThat(verifier.verify(draft().signed(), List.of(PDF, JSON), lookup(agency), HTTPS, NOW)).isInstanceOf(SignatureVerdict.Valid.class);
    }

    @Test void j1_no_signature_is_missing() {
        assertThat(verdictOn(null)).isEqualTo(new SignatureVerdict.Missing());
        assertThat(verdictOn("")).isEqualTo(new SignatureVerdict.Missing());
        assertThat(verdictOn("  ")).isEqualTo(new SignatureVerdict.Missing());
    }

    @ParameterizedTest @ValueSource(strings = {"\"x\":\"\\ud800\"", "\"\\udec2\":1"})
    void half_a_character_anywhere_in_the_header_is_invalid(String member) {
        assertInvalid(verdictOn(draft().signedOver("{" + member + "," + draft().json().substring(1))));
        assertThat(verdictOn(draft().signedOver("{\"x\":\"\\ud83d\\udcec\"," + draft().json().substring(1)))).isInstanceOf(SignatureVerdict.Valid.class);
    }

    @Test void j2_a_changed_part_is_invalid() {
        List<SignedPart> changed = List.of(JSON, part("upfile1", "%PDF-1.8"));

        assertInvalid(verifier.verify(draft().signed(), changed, lookup(agency), HTTPS, NOW));
    }

    @Test void j2_digests_given_to_each_others_names_are_invalid() {
        List<SignedPart> swapped = List.of(new SignedPart("messageToPublish", PDF.digest()), new SignedPart("upfile1", JSON.digest()));

        assertInvalid(verifier.verify(draft().signed(), swapped, lookup(agency), HTTPS, NOW));
    }

    @Test void a_flipped_bit_anywhere_in_the_signature_lets_nothing_pass() {
        byte[] good = draft().signed().getBytes(US_ASCII);

        for (int at = 0; at < good.length; at++) {
            byte[] changed = good.clone();
            changed[at] ^= 1;
            assertThat(verdictOn(new String(changed, StandardCharsets.ISO_8859_1))).isNotInstanceOf(SignatureVerdict.Valid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "", "HS256", "RS256", "RS1", "PS384", "ES256K", "es256", "ES256 ", "EdDSA", "PS256"})
    void j3_j18_every_other_algorithm_name_is_invalid(String alg) {
        assertInvalid(verdictOn(draft().header("alg", alg).signed()));
        assertInvalid(verdictOn(draft().header("alg", alg).with(new byte[0])));
    }

    @Test void j4_a_mac_keyed_with_the_public_key_is_invalid() throws GeneralSecurityException {
        JwsDraft hs256 = draft().header("alg", "HS256");
        String headerPart = hs256.signed().split("\\.")[0];
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(agency.pair().getPublic().getEncoded(), "HmacSHA256"));

        assertInvalid(verdictOn(hs256.with(mac.doFinal((headerPart + ".").getBytes(US_ASCII)))));
    }

    @Test void j5_r_and_s_of_zero_or_of_the_order_are_invalid() {
        byte[] order = java.util.HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        byte[] both = new byte[64];
        System.arraycopy(order, 0, both, 0, 32);
        System.arraycopy(order, 0, both, 32, 32);
        byte[] onlyS = new byte[64];
        onlyS[63] = 1;
        byte[] onlyR = new byte[64];
        onlyR[31] = 1;

        for (byte[] forged : List.of(new byte[64], both, onlyS, onlyR, new byte[0], new byte[63], new byte[128])) {
            assertInvalid(verdictOn(draft().with(forged)));
        }
    }

    @Test void a_der_signature_where_r_and_s_belong_is_invalid() throws GeneralSecurityException {
        Signature der = Signature.getInstance("SHA256withECDSA");
        der.initSign(agency.pair().getPrivate());
        der.update((draft().signed().split("\\.")[0] + ".").getBytes(US_ASCII));

        assertInvalid(verdictOn(draft().with(der.sign())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' OR 1=1 --", "a"})
    void j6_a_kid_is_invalid_whatever_it_says(String kid) {
        assertInvalid(verdictOn(draft().header("kid", kid).signed()));
        assertInvalid(verdictOn(draft().header("kid", "k".repeat(10_000)).signed()));
    }

    @Test void j7_an_address_of_a_key_is_invalid_and_nobody_calls_it() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listener.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.close();
        });
        listener.start();
        String address = "http://localhost:" + listener.getAddress().getPort() + "/key";

        assertInvalid(verdictOn(draft().header("jku", address).signed()));
        assertInvalid(verdictOn(draft().header("x5u", address).signed()));
        listener.stop(0);

        assertThat(calls).hasValue(0);
    }

    @Test void j8_a_key_inside_is_invalid() {
        assertInvalid(verdictOn(draft().header("jwk", Collections.singletonMap("kty", "EC")).signed()));
        assertInvalid(verdictOn(draft().signedOver(draft().json().replaceFirst("\\{", "{\"jwk\":null,"))));
    }

    @Test void j9_a_chain_inside_is_never_trusted() throws GeneralSecurityException {
        String chain = Base64.getEncoder().encodeToString(attacker.certificate().getEncoded());
        JwsDraft byTheAttacker = new JwsDraft(attacker, "ES256", PARTS).header("x5c", List.of(chain));

        assertThat(verdictOn(byTheAttacker.signed())).isEqualTo(new SignatureVerdict.UnknownSigner(attacker.thumbprint()));
        assertInvalid(verdictOn(byTheAttacker.header("x5t#S256", agency.thumbprint()).signed()));
    }

    @Test void a_chain_type_and_content_type_inside_do_no_harm_to_a_good_signature() {
        assertThat(verdictOn(draft().header("x5c", List.of("AAAA")).header("typ", "jose").header("cty", "x").signed()))
                .isInstanceOf(SignatureVerdict.Valid.class);
    }

    @Test void j10_any_other_crit_is_invalid() {
        assertInvalid(verdictOn(draft().header("crit", List.of("b64", "sigD", "exp")).header("exp", 1).signed()));
        assertInvalid(verdictOn(draft().header("crit", List.of("b64", "sigD", "sigT")).signed()));
        assertInvalid(verdictOn(draft().header("crit", List.of("b64")).signed()));
        assertInvalid(verdictOn(draft().header("crit", List.of("sigD")).signed()));
        assertInvalid(verdictOn(draft().header("crit", List.of()).signed()));
        assertInvalid(verdictOn(draft().header("crit", List.of("b64", "sigD", "b64")).signed()));
        assertInvalid(verdictOn(draft().header("crit", "b64").signed()));
        assertInvalid(verdictOn(draft().without("crit").signed()));
        assertThat(verdictOn(draft().header("crit", List.of("sigD", "b64")).signed())).isInstanceOf(SignatureVerdict.Valid.class);
    }

    @Test void j11_b64_absent_true_or_a_text_is_invalid() {
        assertInvalid(verdictOn(draft().without("b64").signed()));
        assertInvalid(verdictOn(draft().header("b64", true).signed()));
        assertInvalid(verdictOn(draft().header("b64", "false").signed()));
    }

    @Test void j12_the_verdict_names_the_signer_so_that_the_caller_can_compare_it_with_the_connection() {
        SignatureVerdict verdict = verifier.verify(new JwsDraft(attacker, "ES256", PARTS).signed(), PARTS, lookup(attacker), HTTPS, NOW);

        assertThat(verdict).isEqualTo(new SignatureVerdict.Valid(attacker.thumbprint(), NOW, "ES256"));
    }

    @Test void j13_a_certificate_that_the_lookup_withholds_is_an_unknown_signer() {
        assertThat(verifier.verify(draft().signed(), PARTS, thumbprint -> Optional.empty(), HTTPS, NOW))
                .isEqualTo(new SignatureVerdict.UnknownSigner(agency.thumbprint()));
    }

    @Test void a_lookup_that_gives_another_certificate_lets_nothing_pass() {
        JwsDraft byTheAttacker = new JwsDraft(attacker, "ES256", PARTS).header("x5t#S256", agency.thumbprint());

        assertInvalid(verifier.verify(byTheAttacker.signed(), PARTS, thumbprint -> Optional.of(attacker.certificate()), HTTPS, NOW));
    }

    @Test void j14_too_old_or_too_far_ahead_has_expired_and_both_limits_are_allowed() {
        assertThat(aged(Duration.ofSeconds(300))).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(aged(Duration.ofSeconds(301))).isEqualTo(new SignatureVerdict.Expired(NOW));
        assertThat(aged(Duration.ofSeconds(-60))).isInstanceOf(SignatureVerdict.Valid.class);
        assertThat(aged(Duration.ofSeconds(-61))).isEqualTo(new SignatureVerdict.Expired(NOW));
    }

    @Test void the_age_can_be_judged_later_on_its_own() {
        SignatureVerdict verdict = verifier.verify(draft().signed(), PARTS, lookup(agency));

        assertThat(verdict).isInstanceOfSatisfying(SignatureVerdict.Valid.class, valid -> {
            assertThat(HTTPS.judge(valid.signedAt(), NOW)).isEqualTo(AgePolicy.Age.FITS);
            assertThat(HTTPS.judge(valid.signedAt(), NOW.plusSeconds(301))).isEqualTo(AgePolicy.Age.TOO_OLD);
            assertThat(HTTPS.judge(valid.signedAt(), NOW.minusSeconds(61))).isEqualTo(AgePolicy.Age.TOO_FAR_AHEAD);
        });
    }

    @Test void an_old_forgery_is_invalid_and_not_merely_expired() {
        assertInvalid(verifier.verify(draft().with(new byte[64]), PARTS, lookup(agency), HTTPS, NOW.plusSeconds(10_000)));
    }

    @Test void j16_a_part_that_is_not_signed_or_a_name_without_part_is_a_matter_of_coverage() {
        SignedPart extra = part("upfile2", "more");

        assertThat(verifier.verify(draft().signed(), List.of(JSON, PDF, extra), lookup(agency), HTTPS, NOW)).isEqualTo(new SignatureVerdict.Coverage());
        assertThat(verifier.verify(draft().signed(), List.of(JSON), lookup(agency), HTTPS, NOW)).isEqualTo(new SignatureVerdict.Coverage());
        assertThat(verifier.verify(draft().signed(), List.of(JSON, extra), lookup(agency), HTTPS, NOW)).isEqualTo(new SignatureVerdict.Coverage());
        assertThat(verifier.verify(draft().signed(), List.of(), lookup(agency), HTTPS, NOW)).isEqualTo(new SignatureVerdict.Coverage());
        assertThat(verifier.verify(draft().signed(), List.of(JSON, JSON), lookup(agency), HTTPS, NOW)).isEqualTo(new SignatureVerdict.Coverage());
        assertThat(verdictOn(new JwsDraft(agency, "ES256", List.of(JSON, PDF, PDF)).signed())).isEqualTo(new SignatureVerdict.Coverage());
    }

    @Test void a_name_that_only_looks_the_same_is_another_name() {
        SignatureVerdict verdict = verifier.verify(draft().signed(), List.of(JSON, new SignedPart("Upfile1", PDF.digest())), lookup(agency), HTTPS, NOW);

        assertThat(verdict).isEqualTo(new SignatureVerdict.Coverage());
    }

    @Test void j17_two_signatures_in_one_value_are_invalid() {
        String good = draft().signed();
        String bad = draft().with(new byte[64]);

        assertInvalid(verdictOn(good + "," + bad));
        assertInvalid(verdictOn(good + " " + good));
        assertInvalid(verdictOn(good + "." + good));
        assertInvalid(verdictOn("{\"signatures\":[]}"));
    }

    @Test void j18_rsa_below_3072_bits_is_invalid() {
        TestCertificates weak = TestCertificates.rsa(1024);
        TestCertificates old = TestCertificates.rsa(2048);

        assertInvalid(verdictOn(new JwsDraft(weak, "PS256", PARTS).signed(), weak));
        assertInvalid(verdictOn(new JwsDraft(old, "PS256", PARTS).signed(), old));
    }

    @Test void an_algorithm_that_does_not_fit_the_key_is_invalid() {
        TestCertificates p384 = TestCertificates.p384();
        TestCertificates ed = TestCertificates.ed25519();

        assertInvalid(verdictOn(new JwsDraft(p384, "ES256", PARTS).signed(), p384));
        assertInvalid(verdictOn(new JwsDraft(ed, "ES256", PARTS).signed(), ed));
        assertInvalid(verdictOn(new JwsDraft(agency, "EdDSA", PARTS).signed()));
    }

    @Test void a_payload_inside_is_invalid() {
        String[] parts = draft().signed().split("\\.");

        assertInvalid(verdictOn(parts[0] + ".e30." + parts[2]));
        assertInvalid(verdictOn(parts[0] + "." + parts[2]));
        assertInvalid(verdictOn(parts[0] + "..."));
    }

    @Test void a_member_that_is_there_twice_is_invalid_at_any_depth() {
        String json = draft().json();

        assertInvalid(verdictOn(draft().signedOver(json.replaceFirst("\\{", "{\"alg\":\"ES256\","))));
        assertInvalid(verdictOn(draft().signedOver(json.replaceFirst("\"hashM\"", "\"hashM\":\"S256\",\"hashM\""))));
        assertInvalid(verdictOn(draft().signedOver(json.replaceFirst("\\{", "{\"\\\\u0061lg\":\"ES256\","))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}", "{} {}", "{'alg':'ES256'}", "\"ES256\"", "{\"alg\":\"ES256\",}", "{alg:\"ES256\"}"})
    void a_header_that_is_not_one_strict_json_object_is_invalid(String json) {
        assertInvalid(verdictOn(draft().signedOver(json)));
    }

    @Test void deep_nesting_is_invalid() {
        assertInvalid(verdictOn(draft().signedOver("{\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}")));
    }

    @Test void padding_or_a_second_form_of_the_same_base64_is_invalid() {
        String good = draft().signed();
        char last = good.charAt(good.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // 64 bytes leave 4 loose bits in the last sign: the next letter decodes to the same bytes.
        String loose = good.substring(0, good.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);

        assertThat(Base64.getUrlDecoder().decode(loose.split("\\.")[2])).isEqualTo(Base64.getUrlDecoder().decode(good.split("\\.")[2]));
        assertInvalid(verdictOn(loose));
        assertInvalid(verdictOn(good + "=="));
        assertInvalid(verdictOn(" " + good));
        assertInvalid(verdictOn(good + "\n"));
    }

    @Test void every_bent_member_of_sig_d_is_invalid() {
        assertInvalid(verdictOn(draft().without("sigD").signed()));
        assertInvalid(verdictOn(draft().header("sigD", "x").signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("mId", "http://uri.etsi.org/19182/ObjectIdByURI")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("mId", "http://uri.etsi.org/19182/HttpHeaders")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("hashM", "S1")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.remove("hashM")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.remove("hashV")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("hashV", List.of(JSON.digest().base64Url()))).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("hashV", List.of(JSON.digest().hex(), PDF.digest().hex()))).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("hashV", List.of(JSON.digest().base64Url(), withLooseBits(PDF.digest().base64Url())))).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("pars", List.of("messageToPublish", 1))).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("pars", "messageToPublish")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("other", "x")).signed()));
        assertInvalid(verdictOn(draft().sigD(d -> d.put("ctys", List.of("application/json"))).signed()));
        assertThat(verdictOn(draft().sigD(d -> d.put("ctys", List.of("application/json", "application/pdf"))).signed()))
                .isInstanceOf(SignatureVerdict.Valid.class);
        assertInvalid(verdictOn(new JwsDraft(agency, "ES256", List.of()).signed()));
    }

    @Test void sig_t_does_the_work_of_iat_but_not_beside_it() {
        Instant time = Instant.parse("2025-11-24T16:00:00Z");

        assertThat(verdictOn(draft().without("iat").header("sigT", "2025-11-24T16:00:00Z").signed()))
                .isEqualTo(new SignatureVerdict.Valid(agency.thumbprint(), time, "ES256"));
        assertInvalid(verdictOn(draft().without("iat").header("sigT", "2025-11-24T16:00:00Z").header("crit", List.of("sigT", "b64", "sigD")).signed()));
        assertInvalid(verdictOn(draft().header("sigT", "2025-11-24T16:00:00Z").signed()));
        assertInvalid(verdictOn(draft().without("iat").signed()));
        assertInvalid(verdictOn(draft().without("iat").header("sigT", "2025-11-24T16:00:00+01:00").signed()));
        assertInvalid(verdictOn(draft().without("iat").header("sigT", "2025-13-24T16:00:00Z").signed()));
        assertInvalid(verdictOn(draft().without("iat").header("sigT", 1764000000).signed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1764000000.5", "1.764e9", "\"1764000000\"", "99999999999999999999", "253402300800", "null", "true"})
    void an_iat_that_is_not_a_whole_number_of_seconds_is_invalid(String iat) {
        assertInvalid(verdictOn(draft().signedOver(draft().json().replace("1764000000", iat))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "../../x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void a_thumbprint_of_another_form_is_invalid_and_never_looked_up(String thumbprint) {
        AtomicInteger asked = new AtomicInteger();
        CertificateLookup lookup = any -> {
            asked.incrementAndGet();
            return Optional.of(agency.certificate());
        };

        assertInvalid(verifier.verify(draft().header("x5t#S256", thumbprint).signed(), PARTS, lookup, HTTPS, NOW));
        assertInvalid(verifier.verify(draft().without("x5t#S256").signed(), PARTS, lookup, HTTPS, NOW));
        assertThat(asked).hasValue(0);
    }

    @Test void a_signature_above_the_limit_is_invalid_for_http_and_a_large_one_is_valid_for_a_drop() {
        List<SignedPart> entries = new ArrayList<>();
        for (int i = 0; i < 7_000; i++) {
            entries.add(part("docs/document-" + i + ".pdf", "content " + i));
        }
        String large = new JwsDraft(agency, "ES256", entries).signed();

        assertInvalid(verifier.verify(large, entries, lookup(agency), HTTPS, NOW));
        assertThat(SignatureVerifier.forDrops().verify(large, entries, lookup(agency), HTTPS, NOW)).isInstanceOf(SignatureVerdict.Valid.class);
        assertInvalid(SignatureVerifier.forDrops().verify("A".repeat(SignatureVerifier.DROP_LIMIT_CHARACTERS + 1), PARTS, lookup(agency), HTTPS, NOW));
    }

    @Test void a_reason_never_repeats_what_came_in() {
        SignatureVerdict verdict = verdictOn(draft().header("alg", "90610199729").signed());

        assertThat(verdict.toString()).doesNotContain("90610199729");
    }

    private SignatureVerdict aged(Duration age) {
        return verifier.verify(draft().signed(), PARTS, lookup(agency), HTTPS, NOW.plus(age));
    }

    private SignatureVerdict verdictOn(String jws) {
        return verdictOn(jws, agency);
    }

    private SignatureVerdict verdictOn(String jws, TestCertificates registered) {
        return verifier.verify(jws, PARTS, lookup(registered), HTTPS, NOW);
    }

    private static void assertInvalid(SignatureVerdict verdict) {
        assertThat(verdict).isInstanceOf(SignatureVerdict.Invalid.class);
    }

    private static JwsDraft draft() {
        return new JwsDraft(agency, "ES256", PARTS);
    }

    private static CertificateLookup lookup(TestCertificates registered) {
        return thumbprint -> thumbprint.equals(registered.thumbprint()) ? Optional.of(registered.certificate()) : Optional.empty();
    }

    /** Decodes to the same bytes. */
    private static String withLooseBits(String digest) {
        String other = digest.substring(0, 42) + (char) (digest.charAt(42) + 1);
        assertThat(ContentDigest.ofBase64Url(other)).isEqualTo(ContentDigest.ofBase64Url(digest));
        return other;
    }

    private static SignedPart part(String name, String content) {
        return new SignedPart(name, ContentDigest.of(content.getBytes(StandardCharsets.UTF_8)));
    }
}
