package io.postiljon.trust;

import io.postiljon.crypto.OcspMessages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/**
 * Prepares the calls of {@code routes/trust.camel.yaml} to authorities and reads the answers, with limits of size and
 * time. The address of a call was chosen by the source of the authority, never by whoever shows a certificate.
 */
public class RevocationCalls {
    private static final int PIECE_BYTES = 8192;
    private static final int OK = 200;

    private final int ocspLimitBytes;
    private final int listLimitBytes;
    private final Duration timeLimit;

    RevocationCalls(int ocspLimitBytes, int listLimitBytes, Duration timeLimit) {
        this.ocspLimitBytes = ocspLimitBytes;
        this.listLimitBytes = listLimitBytes;
        this.timeLimit = timeLimit;
    }

    /** What is sent: a question for OCSP, nothing for a list. */
    public byte[] prepare(@Body RevocationQuestion question, @Headers Map<String, Object> headers) {
        headers.clear();
        headers.put(Exchange.HTTP_URI, question.address().toString());
        if (question.kind() == RevocationSource.Kind.CRL) {
            headers.put(Exchange.HTTP_METHOD, "GET");
            headers.put("Accept", "application/pkix-crl");
            return null;
        }
        headers.put(Exchange.HTTP_METHOD, "POST");
        headers.put("Accept", "application/ocsp-response");
        headers.put(Exchange.CONTENT_TYPE, "application/ocsp-request");
        Link link = question.links().getFirst();
        return OcspMessages.question(link.certificate(), link.issuer());
    }

    public RevocationAnswer read(@Variable("question") RevocationQuestion question, @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Body InputStream body)
            throws IOException {
        if (body == null) {
            return new RevocationAnswer.Unusable();
        }
        int limitBytes = question.kind() == RevocationSource.Kind.OCSP ? ocspLimitBytes : listLimitBytes;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long end = System.nanoTime() + timeLimit.toNanos();
        byte[] piece = new byte[PIECE_BYTES];
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            if (status != OK || bytes.size() + read > limitBytes || System.nanoTime() - end > 0) {
                drop(body);
                return new RevocationAnswer.Unusable();
            }
            bytes.write(piece, 0, read);
        }
        body.close();
        return status == OK ? new RevocationAnswer.Said(bytes.toByteArray()) : new RevocationAnswer.Unusable();
    }

    /** The connection failed. */
    public RevocationAnswer unreachable() {
        return new RevocationAnswer.Unreachable();
    }

    /** Closing would first read the rest, however long it is. */
    private static void drop(InputStream body) throws IOException {
        if (body instanceof EofSensorInputStream open) {
            open.abort();
        }
    }
}
