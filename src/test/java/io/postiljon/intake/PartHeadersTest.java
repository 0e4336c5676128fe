package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartHeadersTest {
    @Test void name_file_name_and_type_are_read() {
        PartHeaders headers = PartHeaders.parse("Content-Disposition: form-data; name=\"upfile1\"; filename=\"a b.pdf\"\r\ncontent-type: application/pdf\r\n\r\n");

        assertThat(headers.name()).isEqualTo("upfile1");
        assertThat(headers.fileName()).contains("a b.pdf");
        assertThat(headers.contentType()).contains("application/pdf");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"filename=\"Besluit%20van%20%C3%A9%C3%A9n.pdf\",Besluit van één.pdf", "filename=\"100% zeker.pdf\",100% zeker.pdf",
            "filename*=UTF-8''%C3%A9.pdf,é.pdf", "filename=plain.pdf,plain.pdf", "filename=\"a\\\"b.pdf\",a\"b.pdf"})
    void a_file_name_is_decoded_as_the_e_box_asks(String parameter, String name) {
        assertThat(PartHeaders.parse("Content-Disposition: form-data; name=\"x\"; " + parameter + "\r\n").fileName()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/b.pdf", "a\\b.pdf", "C:x.pdf", "%2e%2e%2fx", "a%00.pdf", "a%E2%80%AEfdp.exe", "..", ".", " ", "a\uFFFDb.pdf"})
    void a_file_name_that_is_a_path_or_steers_is_not_usable(String name) {
        assertThat(PartHeaders.parse("Content-Disposition: form-data; name=\"x\"; filename=\"" + name.replace("\\", "\\\\") + "\"\r\n").hasUsableFileName()).isFalse();
    }

    @Test void a_file_name_has_at_most_255_characters_after_decoding() {
        assertThat(named("%C3%A9".repeat(255)).hasUsableFileName()).isTrue();
        assertThat(named("n".repeat(256)).hasUsableFileName()).isFalse();
    }

    @Test void the_largest_header_costs_no_stack() {
        assertThat(named("\\\"".repeat(4000)).hasUsableFileName()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Disposition: form-data; name=\"a\r\n", "Content-Type: application/pdf\r\n", "Content-Disposition: attachment; name=\"x\"\r\n", "Content-Disposition: form-data\r\n",
            "Content-Disposition: form-data; name=\"\"\r\n", "Content-Disposition: form-data; name=\"a\"; name=\"b\"\r\n",
            "Content-Disposition: form-data; name=\"a\" junk\r\n", "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n",
            "Content-Disposition: form-data;\r\n name=\"folded\"\r\n", "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n",
            "no colon\r\n", "Content-Disposition: form-data; name=\"a\"\r\n--boundary: x\r\n"})
    void other_headers_are_broken(String block) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> PartHeaders.parse(block));

        assertThat(refused.refusal().fault()).isEqualTo(Fault.MALFORMED_REQUEST);
    }

    private static PartHeaders named(String fileName) {
        return PartHeaders.parse("Content-Disposition: form-data; name=\"x\"; filename=\"" + fileName + "\"\r\n");
    }
}
