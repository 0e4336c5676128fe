package io.postiljon;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;

/**
 * What a sender has still to send when its answer is there. It is read and thrown away, so that the sender gets the answer and not a
 * reset; Tomcat does so up to a number of bytes, and one who sends a byte each second would keep a thread for months. So it ends after
 * {@value #MOST_SECONDS} s too, with the connection.
 */
final class BodyRest {
    private static final int MOST_SECONDS = 10;
    private static final int BUFFER_BYTES = 64 * 1024;

    private BodyRest() {}

    /** Sends the answer first. Who waits to be told to go on sends nothing more, and is not asked. */
    static void passOver(Request request, Response response) throws IOException {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (!hasBody || request.isAsync() || request.getHeader("Expect") != null || request.getInputStream().isFinished()) {
            return;
        }
        response.flushBuffer();
        if (!isReadInTime(request.getInputStream())) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean isReadInTime(InputStream body) {
        byte[] buffer = new byte[BUFFER_BYTES];
        long start = System.nanoTime();
        long read = 0;
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                read += count;
                if (read > ConnectorsConfiguration.SWALLOW_BYTES || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }
}
