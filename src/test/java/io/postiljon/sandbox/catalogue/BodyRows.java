package io.postiljon.sandbox.catalogue;

import static io.postiljon.sandbox.catalogue.Attack.harmless;
import static io.postiljon.sandbox.catalogue.Attack.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.Part;
import io.postiljon.sandbox.client.SamplePdf;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** M: the body, its JSON, its parts and its members. */
final class BodyRows {
    private static final int LIMIT_BYTES = 30 * 1024 * 1024;
    private static final String JSON_HEAD = "--b\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n\r\n";
    private static final String PDF_HEAD = "--b\r\nContent-Disposition: form-data; name=\"upfile1\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n";
    private static final String END = "\r\n--b--\r\n";

    private BodyRows() {}

    static Stream<Attack> all() {
        return Stream.of(json(), sizes(), parts(), members()).flatMap(rows -> rows);
    }

    private static Stream<Attack> json() {
        return Stream.of(
                malformed("M1", "truncated JSON", json -> json.substring(0, json.length() / 2)),
                malformed("M1", "two objects", json -> json + json),
                refused("M2", "depth 1,001", "400 malformed-request", bed -> {
                    long start = System.nanoTime();
                    Seen seen = bed.sendJson("{\"subject\":" + "[".repeat(1001) + "]".repeat(1001) + "}");
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).as("quick, on a busy machine too").isLessThan(Duration.ofSeconds(2));
                    return seen;
                }),
                malformed("M2", "depth 33", json -> "{\"subject\":" + "[".repeat(32) + "]".repeat(32) + "}"),
                refused("M3", "member twice", "400 duplicate-field", bed -> bed.sendJson(bed.json().replaceFirst("\\{", "{\"purpose\":\"x\","))),
                refused("M3", "member twice, deep", "400 duplicate-field", bed -> bed.sendJson(bed.json().replace("\"isMainContent\"", "\"isMainContent\":false,\"isMainContent\""))),
                refused("M4", "unknown member", "400 unknown-field", bed -> bed.send(bed.letter().with("colour", "red"))),
                refused("M4", "unknown member, deep", "400 unknown-field", bed -> bed.send(bed.letter().with("delivery", Map.of("channel", "EBOX", "colour", "red")))),
                refused("M5", "no UTF-8", "400 malformed-request", bed -> bed.sendJson(bed.json().replace("Brief", "Br\u00efef").getBytes(StandardCharsets.ISO_8859_1))),
                refused("M5", "byte order mark", "400 malformed-request", bed -> bed.sendJson("\uFEFF" + bed.json())),
                refused("M5", "UTF-16", "400 malformed-request", bed -> bed.sendJson(bed.json().getBytes(StandardCharsets.UTF_16))),
                malformed("M5", "lone surrogate", json -> json.replace("Brief", "\\uD800")),
                refused("M5", "overlong form", "400 malformed-request", bed -> bed.sendJson(
                        bed.json().replace("Brief", "\u00c0\u00af").getBytes(StandardCharsets.ISO_8859_1))),
                malformed("M6", "number of 1,001 digits", json -> json.replaceFirst("\\{", "{\"x\":" + "9".repeat(1001) + ",")),
                malformed("M6", "1e400000", json -> json.replaceFirst("\\{", "{\"x\":1e400000,")),
                malformed("M6", "1e400000 where days belong", json -> json.replaceFirst("\\{", "{\"paper\":{\"availabilityDays\":1e400000},")),
                malformed("M6", "NaN", json -> json.replaceFirst("\\{", "{\"x\":NaN,")));
    }

    private static Attack malformed(String id, String what, java.util.function.UnaryOperator<String> spoil) {
        return refused(id, what, "400 malformed-request", bed -> bed.sendJson(spoil.apply(bed.json())));
    }

    private static Stream<Attack> sizes() {
        return Stream.of(
                harmless("M7", "documents exactly at the limit", 202, 1, bed -> bed.send(bed.letterWith(SamplePdf.saying("at the limit", LIMIT_BYTES)))),
                refused("M7", "one byte more", "413 document-too-large", bed -> bed.send(bed.letterWith(SamplePdf.saying("over it", LIMIT_BYTES + 1)))),
                refused("M7", "JSON of 300 KiB", "413 message-too-large", bed -> bed.upload(JSON_HEAD + " ".repeat(300 * 1024) + END)),
                refused("M8", "body without end", "413 document-too-large", BodyRows::endless),
                refused("M9", "10,000 parts", "413 too-many-parts", bed -> bed.upload(manyParts(10_000) + "--b--\r\n")));
    }

    private static Seen endless(CatalogueBed bed) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        try (Line line = new Line(bed.tls(), bed.system().apiPort())) {
            line.send(CatalogueBed.uploadHead("Transfer-Encoding: chunked"));
            line.send(Integer.toHexString(PDF_HEAD.length()) + "\r\n" + PDF_HEAD + "\r\n");
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return line.untilClosed();
                } catch (IOException silent) {
                    return "";
                }
            });
            for (int sent = 0; sent < 60 * 1024 * 1024 && !answer.isDone(); sent += chunk.length) {
                line.send("10000\r\n").send(chunk).send("\r\n");
            }
            return Seen.ofHttp(answer.join());
        }
    }

    private static String manyParts(int count) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < count; i++) {
            parts.append(PDF_HEAD.replace("upfile1", "p" + i)).append("%PDF-\r\n");
        }
        return parts.toString();
    }

    private static Stream<Attack> parts() {
        return Stream.of(
                refused("M10", "part header of 1 MiB", "400 malformed-request", bed -> bed.upload("--b\r\nX: " + "x".repeat(1024 * 1024) + "\r\n\r\n")),
                refused("M10", "10,000 part headers", "400 malformed-request", bed -> bed.upload("--b\r\n" + "X: y\r\n".repeat(10_000) + "\r\nx" + END)),
                refused("M11", "no closing boundary", "400 malformed-request", bed -> bed.upload(JSON_HEAD + "{}")),
                refused("M11", "another boundary", "400 malformed-request", bed -> bed.upload((JSON_HEAD + "{}" + END).replace("--b", "--c"))),
                refused("M12", "document twice", "400 duplicate-part", bed -> bed.upload(JSON_HEAD + "{}\r\n" + PDF_HEAD + "%PDF-\r\n" + PDF_HEAD + "%PDF-" + END)),
                refused("M12", "message twice", "400 duplicate-part", bed -> bed.upload(JSON_HEAD + "{}\r\n" + JSON_HEAD + "{}" + END)),
                named("a path upwards", "../../x"), named("a path of Windows", "C:\\x"), named("a drive", "C:x.pdf"), named("NUL", "a\u0000.pdf"),
                named("300 signs", "n".repeat(300)), named("right to left", "x\u202Efdp.pdf"), named("a control sign", "a\u0085.pdf"),
                refused("M13", "no name", "400 malformed-request", bed -> bed.send(bed.letterWith(new Part("upfile1", null, "application/pdf", aPdf())))),
                refused("M14", "text/html", "415 unsupported-media-type", bed -> bed.send(bed.letterWith(new Part("upfile1", "a.pdf", "text/html", aPdf())))),
                refused("M14", "no type", "415 unsupported-media-type", bed -> bed.upload(
                        JSON_HEAD + bed.json() + "\r\n" + PDF_HEAD.replace("Content-Type: application/pdf\r\n", "") + "%PDF-1.7" + END)),
                refused("M15", "document of no bytes", "422 document-rejected empty", bed -> bed.send(bed.letterWith(new byte[0]))),
                refused("M16", "digest of other bytes", "422 digest-mismatch", BodyRows::otherBytes),
                refused("M17", "an attachment without its part", "400 part-count-mismatch", bed -> Seen.of(bed.agency().send(bed.letter().parts().subList(0, 1), CatalogueBed.key()))),
                refused("M17", "a part without its attachment", "400 part-count-mismatch", BodyRows::onePartMore));
    }

    private static byte[] aPdf() {
        return SamplePdf.saying("Brief");
    }

    private static Attack named(String what, String fileName) {
        return refused("M13", "file name: " + what, "422 invalid-filename",
                bed -> bed.send(bed.letterWith(new Part("upfile1", fileName, "application/pdf", aPdf()))));
    }

    private static Seen otherBytes(CatalogueBed bed) {
        List<Part> parts = new ArrayList<>(bed.letter().parts());
        parts.set(1, Part.pdf("upfile1", SamplePdf.saying("other bytes")));
        return Seen.of(bed.agency().send(parts, CatalogueBed.key()));
    }

    private static Seen onePartMore(CatalogueBed bed) {
        List<Part> parts = new ArrayList<>(bed.letter().parts());
        parts.add(Part.pdf("upfile2", aPdf()));
        return Seen.of(bed.agency().send(parts, CatalogueBed.key()));
    }

    private static Stream<Attack> members() {
        return Stream.concat(
                Stream.of(
                        ssin("a wrong check", "90610199728"), ssin("ten digits", "9061019972"), ssin("twelve digits", "906101997290"),
                        ssin("Arabic-Indic digits", "\u0669\u0660\u0666\u0661\u0660\u0661\u0669\u0669\u0667\u0662\u0669"), ssin("a space within", "90610 199729"),
                        ssin("a space before", " 90610199729"), ssin("points", "90.61.01-997.29"), ssin("nothing", "")),
                Stream.of(
                        refused("M19", "KBO number with a wrong check", "422 invalid-identifier", bed -> bed.send(enterprise(bed, "0999990025"))),
                        refused("M19", "KBO number that starts with 2", "422 invalid-identifier", bed -> bed.send(enterprise(bed, "2999990024"))),
                        refused("M19", "KBO number of nine digits", "422 invalid-identifier", bed -> bed.send(enterprise(bed, "999990024"))),
                        subject("CR and LF", "a\r\nX: b"), subject("NUL", "a\u0000"), subject("escape", "a\u001b[31m"), subject("right to left", "a\u202eb"),
                        days("minus one", -1), days("none", 0), days("beyond the agreement", 366), days("two to the 31st", BigInteger.TWO.pow(31))));
    }

    private static Attack ssin(String what, String ssin) {
        return refused("M18", "INSZ with " + what, "422 invalid-identifier", bed -> {
            Seen seen = bed.send(bed.letter().with("recipient", Map.of("eboxType", "citizen", "ssin", ssin)));
            assertThat(ssin.isEmpty() || !seen.text().contains(ssin)).as("not repeated").isTrue();
            return seen;
        });
    }

    private static Letter enterprise(CatalogueBed bed, String number) {
        return bed.letter().with("recipient", Map.of("eboxType", "enterprise", "enterpriseNumber", number));
    }

    private static Attack subject(String what, String text) {
        return refused("M20", "subject with " + what, "422 invalid-field", bed -> bed.send(bed.letter().with("subject", Map.of("nl", text))));
    }

    private static Attack days(String what, Number days) {
        return refused("M21", "days of retention: " + what, "422 retention-out-of-range", bed -> {
            ObjectNode paper = (ObjectNode) bed.paperLetter().message().path("paper");
            paper.putPOJO("availabilityDays", days);
            return bed.send(bed.paperLetter().with("paper", paper));
        });
    }
}
