package io.postiljon.sandbox.parts;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks clamd's protocol, {@code zPING} and {@code zINSTREAM}, on a port of this machine. It knows one kind of malware: the test file of
 * EICAR, wherever it stands. It can play what goes wrong.
 */
public final class ClamdDouble implements AutoCloseable {
    /** The test file of EICAR, which every scanner takes for malware; in two halves, so that none takes this class for it. */
    public static final byte[] EICAR = ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").getBytes(StandardCharsets.US_ASCII);

    public enum Mood { WELL, SILENT, HALF_AN_ANSWER, ERROR, HANGS_UP, TOO_LARGE, TALKS_WITHOUT_END,
        /** Says what it should, after {@link #SLOW}. */
        SLOW
    }

    public static final Duration SLOW = Duration.ofMillis(2500);

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger scans = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    private ClamdDouble(ServerSocket server) {
        this.server = server;
    }

    public static ClamdDouble start() {
        try {
            ClamdDouble clamd = new ClamdDouble(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("clamd-double").start(clamd::accept);
            return clamd;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public String address() {
        return "localhost:" + port();
    }

    public void is(Mood now) {
        mood = now;
    }

    /** Documents that it got whole. */
    public int scans() {
        return scans.get();
    }

    /** Documents that somebody began to send, whatever became of them. */
    public int calls() {
        return calls.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                open.add(caller);
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller; DataInputStream in = new DataInputStream(caller.getInputStream()); OutputStream out = caller.getOutputStream()) {
            String command = command(in);
            if (command.equals("zPING")) {
                answer(out, "PONG");
            } else if (command.equals("zINSTREAM")) {
                inStream(caller, in, out);
            } else {
                answer(out, "UNKNOWN COMMAND");
            }
        } catch (IOException gone) {
            // the caller gave up
        } finally {
            open.remove(caller);
        }
    }

    private void inStream(Socket caller, DataInputStream in, OutputStream out) throws IOException {
        calls.incrementAndGet();
        if (mood == Mood.TOO_LARGE) {
            in.readInt();
            answer(out, "INSTREAM size limit exceeded. ERROR");
            return;
        }
        String seen = "";
        boolean found = false;
        for (int size = in.readInt(); size > 0; size = in.readInt()) {
            if (mood == Mood.HANGS_UP) {
                return;
            }
            seen += new String(in.readNBytes(size), StandardCharsets.ISO_8859_1);
            found |= seen.contains(new String(EICAR, StandardCharsets.ISO_8859_1));
            seen = seen.substring(Math.max(0, seen.length() - EICAR.length));
        }
        scans.incrementAndGet();
        switch (mood) {
            case SLOW -> {
                waitUnlessGone(caller, in);
                answer(out, found ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
            }
            case SILENT -> in.read();                              // until the caller gives up
            case HALF_AN_ANSWER -> out.write("stream: O".getBytes(StandardCharsets.US_ASCII));
            case ERROR -> answer(out, "INSTREAM: Can't allocate memory ERROR");
            case TALKS_WITHOUT_END -> {
                while (true) {
                    out.write('x');
                }
            }
            default -> answer(out, found ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        }
    }

    private static void waitUnlessGone(Socket caller, DataInputStream in) throws IOException {
        caller.setSoTimeout((int) SLOW.toMillis());
        try {
            in.read();
        } catch (SocketTimeoutException itsTimeHasCome) {
            return;
        }
    }

    private static String command(DataInputStream in) throws IOException {
        StringBuilder command = new StringBuilder();
        for (int sign = in.read(); sign > 0 && command.length() < 20; sign = in.read()) {
            command.append((char) sign);
        }
        return command.toString();
    }

    private static void answer(OutputStream out, String text) throws IOException {
        out.write((text + "\0").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override public void close() {
        try {
            server.close();
            for (Socket caller : open) {
                caller.close();
            }
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
