package io.postiljon.inspection;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ClamAV's daemon, over its own protocol ({@code man clamd}: {@code zINSTREAM}, chunks with their length before them, an empty one).
 * One connection for each document. Only the two answers that say so are a verdict.
 */
final class ClamdScan implements VirusScan {
    private static final Logger LOG = LoggerFactory.getLogger(ClamdScan.class);
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final String CLEAN = "stream: OK";
    private static final String FOUND = "stream: (.+) FOUND";
    private static final String TOO_LARGE = "INSTREAM size limit exceeded";

    private final ScannerAddress address;
    private final Duration limit;

    /** @param limit for one document, from connecting to the answer */
    ClamdScan(ScannerAddress address, Duration limit) {
        this.address = address;
        this.limit = limit;
    }

    @Override public Verdict scan(DocumentSource document) throws IOException {
        try (InputStream content = document.open(); ClamdConnection connection = connect()) {
            return verdict(answer(content, connection));
        }
    }

    private ClamdConnection connect() throws InspectionUnavailable {
        try {
            SocketAddress place = address.resolve();
            return ClamdConnection.open(place, limit);
        } catch (IOException away) {
            throw new InspectionUnavailable("the scanner cannot be reached", away);
        }
    }

    private static String answer(InputStream content, ClamdConnection connection) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            connection.write(ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException broken) {
            throw new InspectionUnavailable("the scanner broke off", broken);
        }
        Optional<IOException> broken = Optional.empty();
        while (broken.isEmpty()) {
            int count = content.readNBytes(chunk, 0, chunk.length);        // outside: what fails here is not the scanner
            try {
                connection.write(ByteBuffer.allocate(4 + count).putInt(count).put(chunk, 0, count).flip());
            } catch (IOException brokenOff) {
                broken = Optional.of(brokenOff);                           // perhaps it has said why
            }
            if (count == 0) {
                break;
            }
        }
        try {
            return connection.read();
        } catch (IOException silent) {
            throw new InspectionUnavailable("the scanner gives no answer", broken.orElse(silent));
        }
    }

    private static Verdict verdict(String answer) throws InspectionUnavailable {
        if (answer.equals(CLEAN)) {
            return new Verdict.Clean();
        }
        if (answer.matches(FOUND)) {
            return new Verdict.Found(answer.replaceFirst(FOUND, "$1").replaceAll("[^A-Za-z0-9._-]", "_"));
        }
        if (answer.contains(TOO_LARGE)) {
            LOG.error("the scanner takes no document as large as ours: raise StreamMaxLength, MaxFileSize and MaxScanSize of clamd above intake.documents-limit");
        } else {
            LOG.error("the scanner answers with an error: look at its own log");
        }
        throw new InspectionUnavailable("the scanner gives no verdict");
    }

    @Override public void probe() throws IOException {
        try (ClamdConnection connection = connect()) {
            connection.write(ByteBuffer.wrap("zPING\0".getBytes(StandardCharsets.US_ASCII)));
            if (!connection.read().equals("PONG")) {
                throw new IOException("the scanner does not answer as clamd does");
            }
        }
    }

    @Override public String name() {
        return "clamd";
    }
}
