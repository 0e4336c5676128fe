package io.postiljon.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.sandbox.parts.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxJsonTest {
    @TempDir Path folder;

    @Test void what_is_written_is_read_again_and_no_half_file_stays() {
        SandboxJson json = SandboxFolder.create(folder, 1, 2).json();

        json.write(folder.resolve("sandbox.json"));
        json.write(folder.resolve("sandbox.json"));

        assertThat(SandboxJson.read(folder.resolve("sandbox.json"))).isEqualTo(json);
        assertThat(folder.resolve("sandbox.json.part")).doesNotExist();
    }

    @Test void the_names_are_those_of_the_contract() throws Exception {
        SandboxFolder.create(folder, 1, 2).json().write(folder.resolve("sandbox.json"));

        var tree = new JsonMapper().readTree(folder.resolve("sandbox.json").toFile());

        assertThat(tree.at("/agencies/0/messageTypes/0/for").asText()).isEqualTo("citizen");
        assertThat(tree.at("/agencies/0/sftpUser").asText()).isEqualTo("agency-es256");
        assertThat(tree.at("/sftp/hostKey").asText()).isEqualTo("known_hosts");
        assertThat(tree.at("/recipients/0/paper/recipient/country").asText()).isEqualTo("BE");
        assertThat(tree.at("/api").asText()).isEqualTo("https://localhost:1");
    }

    @Test void members_that_somebody_adds_do_not_matter() throws Exception {
        Files.writeString(folder.resolve("sandbox.json"), """
                {"environment": "T", "public": "https://localhost:7", "new": {"a": 1}, "sftp": {"host": "h", "port": 3, "x": 1}}""");

        SandboxJson json = SandboxJson.read(folder.resolve("sandbox.json"));

        assertThat(json.publicSite()).hasToString("https://localhost:7");
        assertThat(json.sftp().port()).isEqualTo(3);
    }

    @Test void a_recipient_is_found_only_by_an_agency_with_a_dossier() {
        SandboxFolder sandbox = SandboxFolder.create(folder, 1, 2);

        assertThat(sandbox.json().recipient(sandbox.agency(KeyKind.ES256), "citizen", "consent").kind()).isEqualTo("citizen");
        assertThatThrownBy(() -> sandbox.json().recipient(sandbox.agency(KeyKind.ES256), "citizen", "printed"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
