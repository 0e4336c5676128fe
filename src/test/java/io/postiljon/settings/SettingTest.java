package io.postiljon.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
    @ParameterizedTest @ValueSource(longs = {9, 21})
    void a_number_beyond_its_ends_is_told_with_name_and_ends(long value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.between("store.pieces", value, 10, 20)).withMessage("store.pieces must be 10 to 20, is " + value);
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.between("store.width", value / 1d, 10.0, 20.0)).withMessage("store.width must be 10.0 to 20.0, is " + value + ".0");
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.between("store.age", Duration.ofSeconds(value), Duration.ofSeconds(10), Duration.ofSeconds(20)))
                .withMessage("store.age must be PT10S to PT20S, is PT" + value + "S");
    }

    @ParameterizedTest @ValueSource(longs = {10, 20})
    void both_ends_are_right(long value) {
        assertThatCode(() -> Setting.between("store.pieces", value, 10, 20)).doesNotThrowAnyException();
        assertThatCode(() -> Setting.between("store.width", value / 1d, 10.0, 20.0)).doesNotThrowAnyException();
        assertThatCode(() -> Setting.between("store.age", Duration.ofSeconds(value), Duration.ofSeconds(10), Duration.ofSeconds(20))).doesNotThrowAnyException();
    }

    @Test void what_is_no_number_is_wrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.between("store.width", Double.NaN, 10, 20));
    }

    @ParameterizedTest @ValueSource(strings = {"", "http://as.example", "https:as", "as.example"})
    void an_address_without_tls_or_host_is_wrong(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.https("store.url", URI.create(address))).withMessage("store.url must be an https address");
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.https("store.url", null));
        assertThatCode(() -> Setting.https("store.url", URI.create("https://as.example/op"))).doesNotThrowAnyException();
    }

    @Test void a_file_that_is_not_there_is_wrong(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("key.pem");

        assertThatIllegalArgumentException().isThrownBy(() -> Setting.readable("store.key", file)).withMessage("store.key must be the path of a readable file");
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.readable("store.key", null));
        Files.createFile(file);
        assertThatCode(() -> Setting.readable("store.key", file)).doesNotThrowAnyException();
    }

    @ParameterizedTest @ValueSource(strings = {"none", "HS256", "EdDSA", "es256", ""})
    void a_signature_that_more_than_one_could_make_is_wrong(String algorithm) {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.signatures("store.algorithms", Set.of("ES256", algorithm)));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.signatures("store.algorithms", Set.of()));
        assertThatCode(() -> Setting.signatures("store.algorithms", Set.of("RS256", "PS384", "ES512"))).doesNotThrowAnyException();
    }
}
