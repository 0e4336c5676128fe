package io.postiljon.sender;

import io.postiljon.crypto.AgencyKey;
import io.postiljon.crypto.KeyUnavailable;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code send}: signs, checks and sends sendings of an agency, from its own machine. Exit status 0: all were accepted, or valid. */
@Command(name = "send", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Signs and sends letters of your organisation to the gateway.", "",
            "A sending is a JSON file with its PDFs beside it. The JSON is the object messageToPublish; you may leave out "
            + "httpPartName, isMainContent and digest: write \"attachments\": [ { \"file\": \"letter.pdf\" } ], or no attachments at all "
            + "when letter.json goes with letter.pdf. Name one JSON file, a folder of them, or a folder with a folder for each sending.", "",
            "Run it again after a crash or a refusal that you mended: what was accepted is not sent twice.", ""},
        footer = {"", "Exit status: 0 all accepted (or valid), 1 some were not, 2 wrong use.", "",
            "Example:", "  java -jar postiljon.jar send letters/ --to https://post.example:8443 --certificate me.pem --key me-key.pem --trust ca.pem"})
public final class SendCommand implements Callable<Integer> {
    private static final int WRONG_USE = 2;

    @Parameters(paramLabel = "<file-or-folder>", description = "what to send")
    private Path what;

    @Option(names = "--to", description = "address of the gateway, such as https://post.example:8443")
    private URI gateway;

    @Option(names = "--certificate", required = true, description = "certificate that opens the connection (PEM), registered in your agreement")
    private Path certificate;

    @Option(names = "--key", required = true, description = "its private key (PEM, without password; EC P-256, RSA or Ed25519)")
    private Path key;

    @Option(names = "--signing-certificate", description = "certificate of the signature, when it is another one")
    private Path signingCertificate;

    @Option(names = "--signing-key", description = "its private key")
    private Path signingKey;

    @Option(names = "--trust", description = "authorities that the gateway's certificate may come from (PEM; default: those of Java)")
    private Path trust;

    @Option(names = "--token-url", description = "where access tokens come from, when your agreement asks them; got by --certificate, renewed by itself")
    private URI tokenUrl;

    @Option(names = "--token-client", description = "your name at that server, as in your agreement")
    private String tokenClient;

    @Option(names = "--token-scope", defaultValue = "magda.documents.send", description = "what the token is asked for (default: ${DEFAULT-VALUE})")
    private String tokenScope;

    @Option(names = "--validate-only", description = "only ask what would be wrong; nothing is sent")
    private boolean validateOnly;

    @Option(names = "--drop", paramLabel = "<zip>", description = "make a signed zip for the SFTP entrance instead, named organisation.day.number.environment.zip, and its .go; nothing is sent")
    private Path drop;

    @Option(names = "--results", description = "folder for results.jsonl, receipts/ and state.jsonl (default: postiljon-results in the folder that is sent)")
    private Path resultsFolder;

    @Option(names = "--parallel", defaultValue = "2", description = "sendings at a time, 1 to 32 (default: ${DEFAULT-VALUE}); your agreement limits it too")
    private int parallel;

    @Option(names = "--patience", defaultValue = "600", description = "seconds that one sending waits while the gateway is away or busy (default: ${DEFAULT-VALUE})")
    private int patienceSeconds;

    @Override public Integer call() throws InterruptedException {
        PrintStream out = System.err;
        try {
            requireRightUse();
            AgencyKey connection = AgencyKey.read(key, certificate);
            AgencyKey signer = signingKey == null ? connection : AgencyKey.read(signingKey, signingCertificate);
            return run(out, signer, connection);
        } catch (Unusable | KeyUnavailable wrong) {
            out.println(wrong.getMessage());
            return WRONG_USE;
        } catch (IOException unwritable) {
            out.println("results or state cannot be written (" + unwritable.getClass().getSimpleName() + "): check --results, its rights and the disk; then run it again");
            return WRONG_USE;
        }
    }

    private int run(PrintStream out, AgencyKey signer, AgencyKey connection) throws Unusable, IOException, InterruptedException {
        List<SendingFile> files = SendingFile.in(what);
        if (drop != null) {
            DropZip.write(drop, files, signer);
            out.println(files.size() + " sendings in " + drop + ": upload it to in/, within 72 hours, and then its empty .go");
            return 0;
        }
        Path folder = resultsFolder != null ? resultsFolder : files.get(0).root().resolve("postiljon-results");
        SendRun.Counts counts = new SendRun.Counts();
        SSLContext tls = connection.tls(Optional.ofNullable(trust));
        Optional<TokenSource> tokens = Optional.ofNullable(tokenUrl).map(url -> new TokenSource(url, tokenClient, tokenScope, tls, Clock.systemUTC()));
        try (GatewayApi api = new GatewayApi(gateway, signer, tls, tokens);
                SentLog log = SentLog.open(Files.createDirectories(folder).resolve("state.jsonl"), gateway.toString());
                Results results = new Results(folder);
                Display display = isTerminal() ? Display.atTerminal(files.size(), out) : Display.inLines(files.size(), out)) {
            new SendRun(api, log, results, display, validateOnly ? SendRun.Mode.VALIDATE : SendRun.Mode.SEND, Duration.ofSeconds(patienceSeconds),
                    pause -> Thread.sleep(pause), counts)
                    .run(files, parallel);
        }
        out.println(counts.good() + (validateOnly ? " valid, " : " accepted, ") + counts.bad() + (validateOnly ? " with faults, " : " refused, ")
                + counts.failed() + " not decided or not readable; see " + folder.resolve("results.jsonl"));
        return counts.bad().get() + counts.failed().get() == 0 ? 0 : 1;
    }

    private void requireRightUse() throws Unusable {
        if (drop != null && (gateway != null || validateOnly)) {
            throw new Unusable("--drop sends nothing: leave out --to and --validate-only");
        }
        if (drop == null && gateway == null) {
            throw new Unusable("--to is missing: the address of the gateway, such as https://post.example:8443");
        }
        if (gateway != null && (!"https".equals(gateway.getScheme()) || gateway.getHost() == null)) {
            throw new Unusable("--to must be an address that begins with https://");
        }
        if ((signingKey == null) != (signingCertificate == null)) {
            throw new Unusable("--signing-key and --signing-certificate go together");
        }
        if ((tokenUrl == null) != (tokenClient == null)) {
            throw new Unusable("--token-url and --token-client go together");
        }
        if (tokenUrl != null && (drop != null || !"https".equals(tokenUrl.getScheme()) || tokenUrl.getHost() == null)) {
            throw new Unusable(drop != null ? "--drop sends nothing: leave out --token-url" : "--token-url must be an address that begins with https://");
        }
        if (parallel < 1 || parallel > 32) {
            throw new Unusable("--parallel must be 1 to 32");
        }
        if (patienceSeconds < 1 || patienceSeconds > 86_400) {
            throw new Unusable("--patience must be 1 to 86400 seconds");
        }
    }

    /** Since Java 22 there is a console also where there is no terminal; only there it can be asked. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
