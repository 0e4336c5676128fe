package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A simulator with two registered clients, and the words that its tests are written in. */
record EboxTestBed(EboxSimulator ebox, SenderUnderTest sender, SenderUnderTest representative) implements AutoCloseable {
    static final String AGENCY = "0999990024";
    static final String SERVICE_PROVIDER = "0999990123";
    static final byte[] LETTER = "%PDF-1.7 a letter".getBytes(StandardCharsets.US_ASCII);
    static final byte[] ANNEX = "%PDF-1.7 an annex".getBytes(StandardCharsets.US_ASCII);
    private static final TestTls TLS = TestTls.forLocalhost();
    private static final KeyPair AGENCY_KEYS = TestTls.rsa();
    private static final KeyPair PROVIDER_KEYS = TestTls.rsa();

    static EboxTestBed start() {
        return start(settings -> settings);
    }

    static EboxTestBed start(UnaryOperator<EboxSimulatorSettings> change) {
        OAuthClient agency = OAuthClient.of("agency", AGENCY_KEYS.getPublic(), AGENCY)
                .withScopes(Set.of(Scopes.PUBLISH, Scopes.PREFERENCES));
        OAuthClient provider = OAuthClient.of("provider", PROVIDER_KEYS.getPublic(), SERVICE_PROVIDER).withMandates(Set.of(AGENCY));
        List<SenderTrio> trios = List.of(
                SenderTrio.of(AGENCY, "sim:documentendienst", "SIM-BRIEF", RecipientType.ENTERPRISE),
                SenderTrio.of(AGENCY, "sim:documentendienst", "SIM-BURGER", RecipientType.CITIZEN));
        EboxSimulator ebox = EboxSimulator.start(
                change.apply(EboxSimulatorSettings.sandbox(TLS.context(), List.of(agency, provider), trios)));
        return new EboxTestBed(
                ebox,
                SenderUnderTest.of(ebox, "agency", AGENCY_KEYS, TLS.context()),
                SenderUnderTest.of(ebox, "provider", PROVIDER_KEYS, TLS.context()));
    }

    @Override
    public void close() {
        sender.http().close();
        representative.http().close();
        ebox.close();
    }

    static ObjectNode toEnterprise(String kbo) {
        ObjectNode message = message("SIM-BRIEF");
        message.putObject("recipient").put("eboxType", "enterprise").put("enterpriseNumber", kbo);
        return message;
    }

    static ObjectNode toCitizen(String ssin) {
        ObjectNode message = message("SIM-BURGER");
        message.putObject("recipient").put("eboxType", "citizen").put("ssin", ssin);
        return message;
    }

    private static ObjectNode message(String type) {
        ObjectNode message = JsonMapper.builder().build().createObjectNode();
        message.putObject("sender").put("eboxType", "enterprise").put("enterpriseNumber", AGENCY);
        message.putObject("subject").put("nl", "Testbericht");
        message.put("senderApplicationId", "sim:documentendienst").put("messageTypeId", type);
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("httpPartName", "upfile1").put("isMainContent", true);
        attachment.putObject("digest").put("digestMethod", "sha_256").put("digestValue", base64Url(sha256(LETTER)));
        return message;
    }

    static ObjectNode withAnnex(ObjectNode message) {
        message.withArray("attachments").addObject().put("httpPartName", "upfile2").put("isMainContent", false);
        return message;
    }

    /** One JSON part and one letter. */
    static MultipartForm letter(ObjectNode message) {
        return MultipartForm.empty().message(message.toString()).document("upfile1", "brief.pdf", LETTER);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
