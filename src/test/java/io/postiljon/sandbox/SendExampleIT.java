package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Drop;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.client.TokenClient;
import io.postiljon.sender.SendCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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

    @Test void the_command_checks_without_effect_sends_and_never_sends_twice() throws Exception {
        Path letters = Files.createDirectory(folder.resolve("letters"));
        for (int i = 1; i <= 3; i++) {
            letter(letters, "letter-" + i, "levy-of-taxes");
        }
        long before = sendings();

        int checked = command(letters, "--validate-only");
        assertThat(results(letters)).as("checked, nothing sent").extracting(line -> line.path("outcome").asText()).containsOnly("valid").hasSize(3);
        assertThat(sendings()).isEqualTo(before);
        int sent = command(letters);
        List<JsonNode> first = results(letters);
        letter(letters, "letter-4", "other-purpose");
        int withAFault = command(letters);
        List<JsonNode> second = results(letters);
        Files.delete(letters.resolve("postiljon-results/state.jsonl"));
        letter(letters, "letter-4", "levy-of-taxes");
        int withoutState = command(letters);
        List<JsonNode> third = results(letters);

        assertThat(List.of(checked, sent, withAFault, withoutState)).containsExactly(0, 0, 1, 0);
        assertThat(first).extracting(line -> line.path("outcome").asText()).containsOnly("accepted").hasSize(3);
        assertThat(first).allSatisfy(line -> assertThat(letters.resolve("postiljon-results").resolve(line.path("receipt").asText())).isNotEmptyFile());
        assertThat(outcomes(second)).containsExactly("letter-1.json accepted-before", "letter-2.json accepted-before", "letter-3.json accepted-before", "letter-4.json refused");
        assertThat(second.stream().filter(line -> line.path("status").asInt() == 403).findFirst().orElseThrow().path("problem").path("href").asText())
                .endsWith("/problems/purpose-not-authorised");
        assertThat(outcomes(third)).as("the key follows from the content, so the gateway knows it").containsExactly("letter-1.json accepted-before",
                "letter-2.json accepted-before", "letter-3.json accepted-before", "letter-4.json accepted");
        assertThat(sendings()).isEqualTo(before + 4);
    }

    @Test void the_command_gets_access_tokens_where_the_agreement_asks_them() throws Exception {
        SandboxJson sandbox = SandboxFile.of(system);
        SandboxJson.Tokens tokens = sandbox.tokens();
        try (AgencyClient agency = AgencyClient.of(sandbox, system.folder(), tokens.agency())) {
            String token = TokenClient.token(tokens.tokenUrl(), system.ca().contextOf(system.tokenAgency()), tokens.client(), "magda.dossiers");
            assertThat(agency.bearing(token).openCitizenDossier("dossier-command", example("ssin")).status()).isEqualTo(201);
        }
        Path letters = Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(letters.resolve("allowance.json"), """
                {"messageReference": "command-allowance", "sender": {"eboxType": "enterprise", "enterpriseNumber": "%s"}, "recipient": {"eboxType": "citizen", "ssin": "%s"},
                 "subject": {"nl": "Een beslissing"}, "dataCategory": "%s", "purpose": "%s", "delivery": {"channel": "EBOX"},
                 "senderApplicationId": "%s", "messageTypeId": "%s"}
                """.formatted(tokens.agency().kbo(), example("ssin"), tokens.agency().dataCategories().getFirst(), tokens.agency().purposes().getFirst(),
                tokens.agency().messageTypes().getFirst().senderApplicationId(), tokens.agency().messageTypes().getFirst().id()));
        Files.copy(system.folder().resolve("letter.pdf"), letters.resolve("allowance.pdf"));

        int without = tokenCommand(letters, tokens.agency());
        List<JsonNode> refused = results(letters);
        int foreignScope = tokenCommand(letters, tokens.agency(), "--token-url", tokens.tokenUrl().toString(), "--token-client", tokens.readingClient());
        List<JsonNode> failed = results(letters);
        int with = tokenCommand(letters, tokens.agency(), "--token-url", tokens.tokenUrl().toString(), "--token-client", tokens.client());

        assertThat(List.of(without, foreignScope, with)).containsExactly(1, 1, 0);
        assertThat(refused).singleElement().satisfies(line -> assertThat(line.path("problem").path("href").asText()).endsWith("/problems/token-required"));
        assertThat(failed).singleElement().satisfies(line -> assertThat(line.toString()).contains("invalid_scope", "--token-scope"));
        assertThat(outcomes(results(letters))).containsExactly("allowance.json accepted");
    }

    private static int tokenCommand(Path letters, SandboxJson.Agency agency, String... more) {
        Path files = system.folder();
        List<String> arguments = new ArrayList<>(List.of(letters.toString(), "--to", "https://localhost:" + system.apiPort(), "--trust", files.resolve("ca.pem").toString(),
                "--certificate", files.resolve(agency.certificate()).toString(), "--key", files.resolve(agency.key()).toString(), "--patience", "30"));
        arguments.addAll(List.of(more));
        return new CommandLine(new SendCommand()).execute(arguments.toArray(String[]::new));
    }

    @Test void the_command_makes_a_drop_that_the_gateway_accepts() throws Exception {
        Path letters = Files.createDirectory(folder.resolve("drop"));
        letter(letters, "dropped", "levy-of-taxes");
        SandboxJson sandbox = SandboxFile.of(system);
        SandboxJson.Agency agency = sandbox.agencies().stream().filter(one -> one.key().equals(example("key"))).findFirst().orElseThrow();
        String name = Drop.of(sandbox, agency, LocalDate.now(ZoneOffset.UTC), 77, List.of()).zipName();

        int made = new CommandLine(new SendCommand()).execute(letters.toString(), "--drop", folder.resolve(name).toString(),
                "--certificate", system.folder().resolve(example("certificate")).toString(), "--key", system.folder().resolve(example("key")).toString());

        assertThat(made).isZero();
        String home = "/agencies/" + agency.code();
        system.drops().write(home + "/in/" + name, Files.readAllBytes(folder.resolve(name)));
        system.drops().write(home + "/in/" + name + ".go", Files.readAllBytes(folder.resolve(name + ".go")));
        String result = home + "/out/" + name.replace(".zip", ".result.json");
        await().atMost(Duration.ofSeconds(60)).until(() -> system.drops().list(home + "/out").stream().anyMatch(file -> result.endsWith(file)));
        assertThat(new JsonMapper().readTree(system.drops().read(result)).path("items").path(0).path("outcome").asText()).isEqualTo("accepted");
    }

    private static String example(String name) {
        try {
            return example().getProperty(name);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static List<String> outcomes(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("file").asText() + " " + line.path("outcome").asText()).sorted().toList();
    }

    private static int command(Path letters, String... more) throws IOException {
        Properties example = example();
        Path files = system.folder();
        List<String> arguments = new ArrayList<>(List.of(letters.toString(), "--to", example.getProperty("api"), "--trust", files.resolve(example.getProperty("ca")).toString(),
                "--certificate", files.resolve(example.getProperty("certificate")).toString(), "--key", files.resolve(example.getProperty("key")).toString(), "--patience", "30"));
        arguments.addAll(List.of(more));
        return new CommandLine(new SendCommand()).execute(arguments.toArray(String[]::new));
    }

    private static Properties example() throws IOException {
        Properties example = new Properties();
        try (var in = Files.newBufferedReader(system.folder().resolve("send.env"))) {
            example.load(in);
        }
        return example;
    }

    private static void letter(Path letters, String name, String purpose) throws IOException {
        Properties example = example();
        Files.writeString(letters.resolve(name + ".json"), """
                {"messageReference": "%s", "sender": {"eboxType": "enterprise", "enterpriseNumber": "%s"}, "recipient": {"eboxType": "citizen", "ssin": "%s"},
                 "subject": {"nl": "Een brief"}, "dataCategory": "%s", "purpose": "%s", "delivery": {"channel": "EBOX"},
                 "senderApplicationId": "%s", "messageTypeId": "%s"}
                """.formatted("command-" + name, example.getProperty("kbo"), example.getProperty("ssin"), example.getProperty("category"), purpose,
                example.getProperty("application"), example.getProperty("type")));
        Files.copy(system.folder().resolve("letter.pdf"), letters.resolve(name + ".pdf"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<JsonNode> results(Path letters) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(letters.resolve("postiljon-results/results.jsonl"))) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    private static long sendings() throws Exception {
        try (Connection owner = system.database().connectAsOwner(); ResultSet rows = owner.createStatement().executeQuery("select count(*) from gateway.sending")) {
            rows.next();
            return rows.getLong(1);
        }
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
