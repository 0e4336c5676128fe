package io.postiljon.sandbox.parts;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The scanner of the sandbox: clamd, where one runs on this machine at its usual place and answers; else a double of it. */
public final class SandboxScanner implements AutoCloseable {
    private static final Path USUAL_PLACE = Path.of("/run/clamav/clamd.ctl");

    private final String address;
    private final ClamdDouble stand;

    private SandboxScanner(String address, ClamdDouble stand) {
        this.address = address;
        this.stand = stand;
    }

    public static SandboxScanner start() {
        if (answers(USUAL_PLACE)) {
            return new SandboxScanner(USUAL_PLACE.toString(), null);
        }
        ClamdDouble stand = ClamdDouble.start();
        return new SandboxScanner(stand.address(), stand);
    }

    /** As in {@code inspection.scanner.address}. */
    public String address() {
        return address;
    }

    /** For the lines at the start: which of the two it is. */
    public String kind() {
        return stand == null ? "clamd of this machine, " + address : "a double of clamd that knows the EICAR test file, " + address;
    }

    /** For tests that have it play faults. */
    public ClamdDouble asDouble() {
        if (stand == null) {
            throw new IllegalStateException("the scanner is clamd itself");
        }
        return stand;
    }

    private static boolean answers(Path socket) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("zPING\0".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(5);
            while (answer.hasRemaining() && channel.read(answer) >= 0) { }
            return new String(answer.array(), StandardCharsets.US_ASCII).startsWith("PONG");
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override public void close() {
        if (stand != null) {
            stand.close();
        }
    }
}
