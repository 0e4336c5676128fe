package io.postiljon.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingFileTest {
    /** SHA-256 of the bytes "abc" (FIPS 180-2, appendix B.1). */
    private static final String DIGEST = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

    @TempDir Path folder;

    @Test void the_pdf_of_the_same_name_is_the_document_and_its_digest_is_filled_in() throws Exception {
        put("one.json", "{\"messageReference\": \"r1\"}");
        put("one.pdf", "abc");
        put("two.json", "{}");

        OutgoingSending sending = only("one.json").read();

        JsonNode attachment = new JsonMapper().readTree(sending.json()).path("attachments").path(0);
        assertThat(sending.reference()).isEqualTo("r1");
        assertThat(attachment.path("digest").path("digestValue").asText()).isEqualTo(DIGEST);
        assertThat(attachment.path("isMainContent").asBoolean()).isTrue();
        assertThat(attachment.has("file")).as("a hint for this command is not sent").isFalse();
        assertThat(sending.parts()).extracting(part -> part.name()).containsExactly("messageToPublish", attachment.path("httpPartName").asText());
    }

    @Test void alone_in_its_folder_it_takes_all_pdfs_and_the_first_is_the_main_content() throws Exception {
        put("letter/message.json", "{}");
        put("letter/b.pdf", "abc");
        put("letter/a.pdf", "abc");
        put("postiljon-results/results.jsonl", "");

        OutgoingSending sending = SendingFile.in(folder).getFirst().read();

        assertThat(SendingFile.in(folder)).hasSize(1);
        assertThat(sending.documents()).extracting(OutgoingSending.Pdf::fileName).containsExactly("a.pdf", "b.pdf");
        assertThat(new JsonMapper().readTree(sending.json()).path("attachments").findValuesAsText("isMainContent")).containsExactly("true", "false");
    }

    @Test void the_key_stays_with_the_content() throws Exception {
        put("one.json", "{\"attachments\": [{\"file\": \"x.pdf\"}]}");
        put("x.pdf", "abc");
        String key = only("one.json").read().key();

        assertThat(only("one.json").read().key()).isEqualTo(key).hasSizeLessThanOrEqualTo(128);
        put("x.pdf", "abcd");
        assertThat(only("one.json").read().key()).isNotEqualTo(key);
    }

    @Test void what_cannot_be_sent_says_how_to_mend_it() throws Exception {
        put("broken.json", "{\n  \"a\": }");
        put("missing.json", "{\"attachments\": [{\"file\": \"gone.pdf\"}]}");
        put("outside.json", "{\"attachments\": [{\"file\": \"../secret.pdf\"}]}");
        put("twice.json", "{\"a\": 1, \"a\": 2}");

        assertThatThrownBy(() -> only("broken.json").read()).isInstanceOf(Unusable.class).hasMessageContaining("line 2");
        assertThatThrownBy(() -> only("missing.json").read()).hasMessageContaining("gone.pdf");
        assertThatThrownBy(() -> only("outside.json").read()).hasMessageContaining("without a path");
        assertThatThrownBy(() -> only("twice.json").read()).isInstanceOf(Unusable.class);
    }

    private SendingFile only(String name) throws Exception {
        return SendingFile.in(folder).stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
    }

    private void put(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }
}
