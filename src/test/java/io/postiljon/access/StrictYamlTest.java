package io.postiljon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
    @Test void members_keep_their_type_and_their_line() throws Exception {
        var document = StrictYaml.read("""
                # comment
                kbo: 0999990024
                days: 30
                quoted: "30"
                flag: true
                norway: no
                day: 2031-12-31
                list:
                  - a
                  - {b: c}
                """);

        assertThat(document.tree()).hasToString("{\"kbo\":\"0999990024\",\"days\":30,\"quoted\":\"30\",\"flag\":true,\"norway\":\"no\","
                + "\"day\":\"2031-12-31\",\"list\":[\"a\",{\"b\":\"c\"}]}");
        assertThat(document.lineOf("/days")).isEqualTo(3);
        assertThat(document.lineOf("/list/1/b")).isEqualTo(10);
        assertThat(document.lineOf("/list/1/missing")).isEqualTo(10);
    }

    @Test void a_duplicate_member_is_refused_at_its_line() {
        assertThatExceptionOfType(StrictYaml.Refused.class).isThrownBy(() -> StrictYaml.read("a: 1\nb: 2\na: 3\n"))
                .withMessageContaining("twice").satisfies(e -> assertThat(e.line()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a: &x 1\nb: *x\n", "a: &x {c: 1}\n", "a: *x\n", "a: !!str 1\n", "a: !java.net.URL {}\n", "? [a]\n: 1\n",
        "a: 1\n---\nb: 2\n", "a: [1\n", "a:\n\t- b\n", "", "# nothing\n", "a: \u0007\n"
    })
    void what_is_more_than_plain_yaml_is_refused(String text) {
        assertThatExceptionOfType(StrictYaml.Refused.class).isThrownBy(() -> StrictYaml.read(text));
    }

    @Test void the_name_of_a_member_has_a_limit() throws Exception {
        assertThat(StrictYaml.read("a".repeat(64) + ": 1").tree()).hasSize(1);
        assertThatExceptionOfType(StrictYaml.Refused.class).isThrownBy(() -> StrictYaml.read("a".repeat(65) + ": 1"));
    }

    @Test void deep_nesting_is_refused() {
        assertThatExceptionOfType(StrictYaml.Refused.class)
                .isThrownBy(() -> StrictYaml.read("a: " + "[".repeat(5_000) + "]".repeat(5_000))).withMessageContaining("nested");
    }
}
