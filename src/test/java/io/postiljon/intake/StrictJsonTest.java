package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    static Stream<Arguments> texts_without_a_meaning() {
        return Stream.of(
                Arguments.of("truncated", utf8("{\"a\": \"b")),
                Arguments.of("depth 1001", utf8("{\"a\":" + "[".repeat(1001) + "]".repeat(1001) + "}")),
                Arguments.of("depth 33", utf8("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}")),
                Arguments.of("a number of 1001 digits", utf8("{\"a\":" + "1".repeat(1001) + "}")),
                Arguments.of("a number that is infinite", utf8("{\"a\":1e400000}")),
                Arguments.of("a list at the top", utf8("[]")),
                Arguments.of("two values", utf8("{} {}")),
                Arguments.of("empty", new byte[0]),
                Arguments.of("a trailing comma", utf8("{\"a\":1,}")),
                Arguments.of("a comment", utf8("{/* a */}")),
                Arguments.of("not a number", utf8("{\"a\":NaN}")),
                Arguments.of("a byte order mark", "\uFEFF{}".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("UTF-16", "{}".getBytes(StandardCharsets.UTF_16)),
                Arguments.of("Latin-1", "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("half a surrogate pair", utf8("{\"a\":\"\\ud800\"}")),
                Arguments.of("half a pair in a name", utf8("{\"\\udc00\":1}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts_without_a_meaning")
    void a_text_that_is_not_one_json_object_is_malformed(String what, byte[] bytes) {
        RefusalException refused = catchThrowableOfType(RefusalException.class, () -> StrictJson.read(bytes, "messageToPublish"));

        assertThat(refused.refusal().fault()).isEqualTo(Fault.MALFORMED_REQUEST);
    }

    @Test void every_repeated_member_is_told_with_its_place() {
        RefusalException refused = catchThrowableOfType(RefusalException.class,
                () -> StrictJson.read(utf8("{\"a\":1,\"a\":2,\"b\":[{\"c\":1,\"c\":1}]}"), "messageToPublish"));

        assertThat(refused.refusal().fault()).isEqualTo(Fault.DUPLICATE_FIELD);
        assertThat(refused.refusal().issues()).extracting(Issue::name).containsExactly("a", "b[0].c");
    }

    @Test void what_an_agency_named_reaches_an_answer_without_a_number_of_a_person() {
        assertThat(MemberName.shown("x90610199729<script>")).isEqualTo("x***_script_");
    }

    @Test void whole_characters_outside_the_basic_plane_are_kept() {
        assertThat(StrictJson.read(utf8("{\"a\":\"\\ud83d\\ude00\"}"), "x").get("a").textValue()).isEqualTo("\uD83D\uDE00");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
