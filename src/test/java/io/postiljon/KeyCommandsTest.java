package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.crypto.Pkcs12KeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeyCommandsTest {
    @TempDir Path folder;

    @Test void a_store_is_made_once_and_grows() throws Exception {
        assertThat(run("create-keys", "--name", "Voorbeeld")).isZero();
        byte[] made = Files.readAllBytes(file());

        assertThat(run("create-keys")).as("never touches a file that exists").isNotZero();
        assertThat(file()).hasBinaryContent(made);
        assertThat(run("add-root-key")).isZero();
        assertThat(run("add-signing-key", "--name", "Voorbeeld")).isZero();

        assertThat(Pkcs12KeyStore.addRootVersion(file(), folder.resolve("keys.password"))).as("after the two that are in it").isEqualTo(3);
    }

    @Test void a_command_without_its_file_says_how_it_is_used() {
        assertThat(new CommandLine(new PostiljonApplication()).execute("add-root-key")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int run(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--file", file().toString(), "--password-file", folder.resolve("keys.password").toString()));
        words.addAll(List.of(more));
        return new CommandLine(new PostiljonApplication()).execute(words.toArray(String[]::new));
    }

    private Path file() {
        return folder.resolve("keys.p12");
    }
}
