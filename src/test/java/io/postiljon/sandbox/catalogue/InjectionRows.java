package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.atTheDoor;
import static io.postiljon.sandbox.catalogue.Attack.harmless;
import static io.postiljon.sandbox.catalogue.Attack.noAnswer;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.ebox.StoredMessage;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;

/** C: what would steer Camel, JMS, an expression language, a look-up or a database, in every place where a sender can write. */
final class InjectionRows {
    private static final List<String> CAMEL = List.of("CamelHttpUri", "CamelFileName", "CamelJmsDestinationName", "CamelBeanMethodName",
            "CAmelExecCommandExecutable", "org.apache.camel.x", "CamelHttpPath", "GatewayAgency");
    private static final List<String> JMS = List.of("JMSReplyTo", "JMSXGroupID", "_AMQ_DUPL_ID", "JMSExpiration", "JMSCorrelationID", "JMSDestination");
    private static final List<String> EXPRESSIONS = List.of("${sys.user.home}", "${bean:clock?method=instant}", "#{T(java.lang.Runtime).getRuntime().exec('id')}",
            "{{postiljon.environment}}", "%{#a=1}", "<%= 7*7 %>", "{{7*7}}", "*{7*7}", "__${7*7}__::.x");

    private InjectionRows() {}

    static Stream<Attack> all() {
        return Stream.of(headers(), parameters(), names(), texts(), database(), broker()).flatMap(rows -> rows);
    }

    private static Stream<Attack> headers() {
        return Stream.concat(
                CAMEL.stream().map(name -> harmless("C1", "header " + name, 202, 1, bed -> withHeaders(bed, Map.of(name, HeaderWatch.FOREIGN)))),
                Stream.of(harmless("C4", "headers of JMS", 202, 1, bed -> {
                    Map<String, String> headers = new HashMap<>();
                    JMS.forEach(name -> headers.put(name, HeaderWatch.FOREIGN));
                    return withHeaders(bed, headers);
                })));
    }

    /** Delivered where it belongs, and nowhere else. */
    private static Seen withHeaders(CatalogueBed bed, Map<String, String> more) {
        Letter letter = bed.letter();
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Idempotency-Key", '"' + CatalogueBed.key() + '"');
        headers.put("JWS-Signature", bed.agency().signer().sign(letter.parts(), Instant.now()));
        Answer answer = bed.agency().post(letter.parts(), headers);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        published(bed, answer.messageId());
        return Seen.of(answer);
    }

    private static StoredMessage published(CatalogueBed bed, String id) {
        String ebox = Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50))
                .until(() -> bed.agency().status(id).body().path("eboxMessageId").asText(), text -> !text.isEmpty());
        Optional<StoredMessage> message = bed.system().ebox().messages().stream().filter(stored -> stored.messageId().equals(ebox)).findFirst();
        return message.orElseThrow(() -> new AssertionError("not in the eBox"));
    }

    private static Stream<Attack> parameters() {
        return CAMEL.stream().map(name -> refused("C2", "parameter " + name, "400 unknown-parameter", bed -> bed.raw(
                CatalogueBed.uploadHead("Content-Length: 0").replace("POST /api/v1/messages", "POST /api/v1/messages?" + name + "=file%3A%2Ftmp%2Fx"))));
    }

    private static Stream<Attack> names() {
        return CAMEL.stream().flatMap(name -> Stream.of(
                refused("C3", "part " + name, name.startsWith("GatewayAgency") || name.startsWith("org") ? "400 part-count-mismatch" : "400 unknown-field", bed -> {
                    List<Part> parts = new java.util.ArrayList<>(bed.letter().parts());
                    parts.add(new Part(name, "a.pdf", "application/pdf", SamplePdf.saying("Brief")));
                    return Seen.of(bed.agency().send(parts, CatalogueBed.key()));
                }),
                refused("C3", "member " + name, "400 unknown-field", bed -> bed.send(bed.letter().with(name, "x")))));
    }

    private static Stream<Attack> texts() {
        return Stream.concat(
                EXPRESSIONS.stream().map(expression -> harmless("C5", expression, 202, 1, bed -> verbatim(bed, expression))),
                Stream.of(
                        harmless("C6", "a look-up in every text", 202, 1, bed -> verbatim(bed, "${jndi:ldap://" + bed.listener().address() + "/x}")),
                        harmless("C6", "a look-up, hidden, in every text", 202, 1, bed -> verbatim(bed, "${${lower:j}ndi:${lower:l}dap://" + bed.listener().address() + "/x}")),
                        refused("C6", "a look-up in every code", "403 sender-mismatch", bed -> bed.send(bed.letter().with("purpose", lookUp(bed)).with("dataCategory", lookUp(bed))
                                .with("sender", Map.of("eboxType", "enterprise", "enterpriseNumber", lookUp(bed))))),
                        harmless("C6", "a look-up in every header", 202, 1, InjectionRows::lookUpInHeaders),
                        atTheDoor("C6", "a look-up in an address", "404 not-found", bed -> bed.get("/api/v1/nothing/" + encoded(lookUp(bed)).replace("%2F", ""),
                                "User-Agent: " + lookUp(bed), "Referer: " + lookUp(bed), "BelGov-Trace-Id: " + lookUp(bed)))));
    }

    private static String lookUp(CatalogueBed bed) {
        return "${jndi:ldap://" + bed.listener().address() + "/x}";
    }

    private static Seen lookUpInHeaders(CatalogueBed bed) {
        Map<String, String> headers = new HashMap<>();
        List.of("User-Agent", "Referer", "X-Api-Version", "X-Forwarded-For", "Accept-Language", "Cookie", "BelGov-Trace-Id", "x-correlation-id", "Authorization")
                .forEach(name -> headers.put(name, lookUp(bed)));
        return withHeaders(bed, headers);
    }

    /** In every member that takes any text, and in the file name as far as its rules let it. What the recipient gets is what came. */
    private static Seen verbatim(CatalogueBed bed, String text) {
        Part document = new Part("upfile1", text.replaceAll("[^A-Za-z0-9${}#.() =_-]", "") + ".pdf", "application/pdf", SamplePdf.saying("Brief"));
        Letter letter = bed.letterWith(document).with("subject", Map.of("nl", text)).with("messageReference", reference(text)).with("bodyContent", Map.of("nl", text))
                .with("originalMessageId", text).with("forTheAttentionOf", Map.of("label", text)).with("businessDataList", List.of(Map.of("key", text,
                        "name", Map.of("nl", text), "description", Map.of("nl", text), "values", List.of(Map.of("nl", text)))));
        Answer answer = bed.agency().send(letter);
        assertThat(answer.status()).as(answer.toString() + answer.body()).isEqualTo(202);
        ObjectNode published = (ObjectNode) published(bed, answer.messageId()).content();
        assertThat(published.findValuesAsText("nl")).as("as it came").isNotEmpty().allMatch(text::equals);
        assertThat(bed.agency().status(answer.messageId()).body().path("messageReference").asText()).isEqualTo(letter.reference());
        return Seen.of(answer);
    }

    /** 64 signs at most, and once only. */
    private static String reference(String text) {
        return text.substring(0, Math.min(27, text.length())) + UUID.randomUUID();
    }

    private static Stream<Attack> database() {
        List<String> metacharacters = List.of("' or 1=1 --", "'; drop table gateway.sending; --", "\" or \"\"=\"", "%' or '%'='", "$$;select pg_sleep(9);$$", "x') union select 1 --");
        return metacharacters.stream().flatMap(sql -> Stream.of(
                new Attack("C11", "reference " + sql, new Expected.Harmless(202, 1), bed -> bed.send(bed.letter().with("messageReference", reference(sql)))),
                harmless("C11", "search for " + sql, 200, 0, bed -> {
                    Seen seen = bed.get("/api/v1/messages?messageReference=" + encoded(sql));
                    assertThat(seen.body().isMissingNode() ? seen.text() : "").contains("\"items\":[]");
                    return seen;
                }),
                harmless("C11", "dossier " + sql, 200, 0, bed -> {
                    Answer found = bed.agency().postJson("/api/v1/dossiers/query", Map.of("dossierReference", sql));
                    assertThat(found.body().path("items")).isEmpty();
                    return Seen.of(found);
                }),
                atTheDoor("C11", "id " + sql, "404 not-found", bed -> bed.get("/api/v1/messages/" + encoded(sql).replaceAll("%3B|%25", "")))));
    }

    /** The broker speaks one protocol, over TLS, with those whom the internal authority knows. */
    private static Stream<Attack> broker() {
        Map<String, String> greetings = Map.of("STOMP", "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0", "AMQP", "AMQP\0\1\0\0", "MQTT", "\u0010\u000f\0\4MQTT\4\2\0\74\0\3abc",
                "OpenWire", "\0\0\0\u001c\1ActiveMQ\0\0\0\14\1\0\0\0\0\0\0\0\0\0\0\0");
        return Stream.concat(
                greetings.entrySet().stream().map(protocol -> noAnswer("C12", protocol.getKey() + " to the broker", bed -> {
                    try (Socket socket = new Socket("localhost", bed.system().broker().port())) {
                        socket.setSoTimeout(20_000);
                        socket.getOutputStream().write(protocol.getValue().getBytes(StandardCharsets.ISO_8859_1));
                        assertThat(Line.untilClosed(socket)).doesNotContain("CONNECTED").doesNotStartWith("AMQP").doesNotContain("ActiveMQ");
                        return Seen.nothing();
                    }
                })),
                Stream.of(noAnswer("C13", "an agency's certificate at the broker", bed -> {
                    try (Line line = new Line(bed.tls(), bed.system().broker().port())) {
                        line.socket().startHandshake();
                        assertThat(line.send("ARTEMIS").untilClosed()).isEmpty();
                        return Seen.nothing();
                    } catch (SSLException refused) {
                        return Seen.nothing();
                    }
                })));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
