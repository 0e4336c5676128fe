package io.postiljon.sandbox.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** ClamAV's own daemon, where this machine has it, with one signature of our making: the test file of EICAR. In a folder of its own. */
public final class RealClamd implements AutoCloseable {
    private final Process process;
    private final Path socket;
    private final int port;

    private RealClamd(Process process, Path socket, int port) {
        this.process = process;
        this.socket = socket;
        this.port = port;
    }

    /** Where the program is, or nothing. */
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd").map(Path::of).filter(Files::isExecutable).findFirst();
    }

    public static RealClamd start(Path program, Path folder) throws IOException {
        Path signatures = Files.createDirectories(folder.resolve("signatures"));
        Files.writeString(signatures.resolve("test.ndb"), "Eicar-Test:0:*:" + HexFormat.of().formatHex(ClamdDouble.EICAR) + "\n");
        RealClamd clamd = new RealClamd(null, folder.resolve("clamd.sock"), Ports.free());
        Path settings = folder.resolve("clamd.conf");
        Files.write(settings, List.of("DatabaseDirectory " + signatures, "LocalSocket " + clamd.socket, "TCPSocket " + clamd.port, "TCPAddr 127.0.0.1",
                "TemporaryDirectory " + Files.createDirectories(folder.resolve("tmp")), "Foreground yes", "MaxThreads 2", "StreamMaxLength 1M"), StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(program.toString(), "--config-file=" + settings).redirectErrorStream(true)
                .redirectOutput(folder.resolve("clamd.log").toFile()).start();
        return new RealClamd(process, clamd.socket, clamd.port);
    }

    public String tcp() {
        return "localhost:" + port;
    }

    public String socket() {
        return socket.toString();
    }

    @Override public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
