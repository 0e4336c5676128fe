package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that docs/api.md explains line by line: it must go on working with bash, openssl and curl alone. */
@Timeout(240)
class SendExampleIT {
    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;

    private record Run(int status, String output) {}

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system);
        SandboxApplication.open(system);
    }

    @AfterAll static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        system.close();
    }

    @Test void the_example_is_accepted_with_a_receipt() throws Exception {
        Run run = send();

        assertThat(run.status()).as(run.output()).isZero();
        JsonNode answer = new JsonMapper().readTree(run.output());
        assertThat(answer.path("status").asText()).isEqualTo("ACCEPTED");
        assertThat(answer.path("receipt").asText().split("\\.")).hasSize(3);
    }

    @Test void the_same_again_gives_the_same_receipt() throws Exception {
        String letter = system.folder().resolve("letter.pdf").toString();

        Run first = send(letter, "key-of-a-repeat");
        Run again = send(letter, "key-of-a-repeat");

        assertThat(again.status()).as(again.output()).isZero();
        assertThat(again.output()).isEqualTo(first.output());
    }

    @Test void a_refusal_shows_the_problem_and_ends_with_another_status() throws Exception {
        Path notAPdf = Files.writeString(folder.resolve("letter.txt"), "no PDF at all");

        Run run = send(notAPdf.toString());

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("/problems/document-rejected");
    }

    @Test void the_guide_shows_the_script_as_it_is() throws IOException {
        String script = Files.readString(system.folder().resolve("send.sh"));
        String guide = Files.readString(Path.of("docs", "api.md"));

        assertThat(guide).contains(script.substring(script.indexOf("base64url()")).strip());
    }

    private static Run send(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = system.folder().resolve("send.sh").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Path output = Files.createTempFile(folder, "send", ".out");
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output));
    }
}
