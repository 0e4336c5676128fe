package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postiljon.store.VaultInMemory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another reader of the same body could take apart in another way; MultipartFuzz holds the rest. */
class MultipartReaderTest {
    private static final String BODY = "--b\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n\r\n{}\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"upfile1\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n";

    private static VaultInMemory vault;

    @BeforeAll static void build() {
        vault = new VaultInMemory();
    }

    @AfterEach void clear() {
        vault.clear();
    }

    @ParameterizedTest @ValueSource(strings = {"", "\r\n"})
    void a_body_begins_with_its_first_delimiter_or_the_line_end_before_it(String start) throws IOException {
        Upload upload = read(start + BODY);

        assertThat(upload.faults()).isEmpty();
        assertThat(upload.json()).hasValue("{}".getBytes(StandardCharsets.US_ASCII));
        assertThat(vault.content(upload.documents().getFirst().object())).isEqualTo("%PDF".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest @ValueSource(strings = {"x", "preamble\r\n", "\n", "\r\n\r\n"})
    void anything_else_before_it_is_refused(String start) {
        assertThat(refusal(start + BODY)).isEqualTo(Complaint.MULTIPART_BROKEN);
        assertThat(vault.size()).isZero();
    }

    @Test void a_body_without_a_delimiter_is_refused() {
        assertThat(refusal("")).isEqualTo(Complaint.MULTIPART_BROKEN);
        assertThat(refusal("--")).isEqualTo(Complaint.MULTIPART_BROKEN);
    }

    @Test void a_delimiter_among_the_headers_is_a_fault_of_that_part() throws IOException {
        Upload upload = read(BODY.replace("Content-Type: application/pdf", "--b: x\r\nContent-Type: application/pdf"));

        assertThat(upload.faults()).extracting(Issue::complaint).containsExactly(Complaint.PART_HEADERS);
        assertThat(upload.documents()).isEmpty();
    }

    private Upload read(String body) throws IOException {
        return new MultipartReader(vault.vault(), Clock.systemUTC(), Fixtures.AGENCY, 1000).read(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), "b");
    }

    private Complaint refusal(String body) {
        return catchThrowableOfType(RefusalException.class, () -> read(body)).refusal().issues().getFirst().complaint();
    }
}
