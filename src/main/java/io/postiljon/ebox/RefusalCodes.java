package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import io.postiljon.ebox.PublishOutcome.Cause;
import io.postiljon.ebox.PublishOutcome.Refused;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Turns a refusal into one of our stable codes. Two shapes are documented: {@code {code, id, message}} of the e-Box and
 * {@code application/problem+json} of Belgif; both are read. The text of the e-Box is looked at where its code covers several
 * cases (FAQ of the e-Box), and is never passed on, as it repeats numbers.
 */
class RefusalCodes {
    private record Said(int status, String code, String message, String type, List<String> places, List<String> issueTypes) {
        boolean says(String part) {
            return message.contains(part);
        }

        boolean concerns(String place) {
            return places.stream().anyMatch(name -> name.startsWith(place));
        }

        /** Whether a place ends in this member. */
        boolean concernsMember(String member) {
            return places.stream().anyMatch(name -> name.endsWith("." + member));
        }

        boolean hasIssue(String kind) {
            return issueTypes.stream().anyMatch(name -> name.endsWith(":" + kind));
        }
    }

    private record Row(Predicate<Said> applies, String code, Cause cause) {}

    private static final List<Row> ROWS = List.of(
            new Row(said -> said.says("is not a valid company"), "ebox-not-a-company", Cause.SENDING),
            new Row(said -> said.hasIssue("referencedResourceNotFound") && said.concerns("recipient.enterpriseNumber"),
                    "ebox-not-a-company", Cause.SENDING),
            new Row(said -> said.hasIssue("replacedSsin") || said.hasIssue("canceledSsin"), "ebox-recipient-number-replaced", Cause.SENDING),
            new Row(said -> said.concerns("recipient"), "ebox-recipient-invalid", Cause.SENDING),
            new Row(said -> said.concerns("forTheAttentionOf"), "ebox-attention-of-invalid", Cause.SENDING),
            new Row(said -> said.concerns("messageTypeId") || said.concerns("senderApplicationId"), "ebox-message-type-not-configured", Cause.GATEWAY),
            new Row(said -> said.concerns("sender."), "ebox-sender-not-allowed", Cause.GATEWAY),
            new Row(said -> said.says("invalid message configuration"), "ebox-message-type-not-configured", Cause.GATEWAY),
            new Row(said -> said.code.equals("INVALID_SENDER"), "ebox-sender-not-allowed", Cause.GATEWAY),
            new Row(said -> said.says("main content"), "ebox-main-content", Cause.GATEWAY),
            new Row(said -> said.says("mime type is not valid"), "ebox-media-type", Cause.SENDING),
            new Row(said -> said.says("number of parts") || said.says("file upload part") || said.says("filename in part"),
                    "ebox-parts", Cause.GATEWAY),
            new Row(said -> said.says("file name"), "ebox-file-name", Cause.GATEWAY),
            new Row(said -> said.code.equals("DIGEST_DO_NOT_MATCH") || said.concernsMember("digestValue"), "ebox-digest", Cause.GATEWAY),
            new Row(said -> said.code.equals("NOT_IMPLEMENTED") && said.says("language"), "ebox-one-language", Cause.GATEWAY),
            new Row(said -> said.code.equals("NOT_IMPLEMENTED"), "ebox-not-implemented", Cause.GATEWAY),
            new Row(said -> said.says("fortheattentionof"), "ebox-attention-of-invalid", Cause.SENDING),
            new Row(said -> said.says("ssin"), "ebox-recipient-invalid", Cause.SENDING),
            new Row(said -> said.status == 400, "ebox-input-refused", Cause.GATEWAY),
            new Row(said -> said.type.endsWith(":missingScope"), "ebox-scope-missing", Cause.GATEWAY),
            new Row(said -> said.status == 403, "ebox-forbidden", Cause.GATEWAY),
            new Row(said -> said.status == 404, "ebox-not-found", Cause.GATEWAY),
            new Row(said -> said.status == 413, "ebox-too-large", Cause.SENDING),
            new Row(said -> said.status == 415, "ebox-request-type", Cause.GATEWAY));

    Refused refusal(int status, JsonNode body) {
        Said said = new Said(status, body.path("code").asText(""), body.path("message").asText("").toLowerCase(Locale.ROOT),
                body.path("type").asText(""), body.path("issues").findValuesAsText("name"), body.path("issues").findValuesAsText("type"));
        return ROWS.stream().filter(row -> row.applies.test(said)).findFirst()
                .map(row -> new Refused(row.code, row.cause))
                .orElse(new Refused("ebox-refused-" + status, Cause.GATEWAY));
    }
}
