package io.postiljon.trust;

import io.postiljon.calls.AnswerBody;
import io.postiljon.crypto.OcspMessages;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/**
 * Prepares the calls of {@code routes/trust.camel.yaml} to authorities and reads the answers, with limits of size and
 * time. The address of a call was chosen by the source of the authority, never by whoever shows a certificate.
 */
public class RevocationCalls {
    private static final int OK = 200;

    private final AnswerBody ocspBodies;
    private final AnswerBody lists;

    RevocationCalls(int ocspLimitBytes, int listLimitBytes, Duration timeLimit) {
        this.ocspBodies = new AnswerBody(ocspLimitBytes, timeLimit);
        this.lists = new AnswerBody(listLimitBytes, timeLimit);
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
        if (status != OK || body == null) {
            AnswerBody.drop(body);
            return new RevocationAnswer.Unusable();
        }
        AnswerBody bodies = question.kind() == RevocationSource.Kind.OCSP ? ocspBodies : lists;
        return bodies.read(body).<RevocationAnswer>map(RevocationAnswer.Said::new).orElseGet(RevocationAnswer.Unusable::new);
    }

    /** The connection failed. */
    public RevocationAnswer unreachable() {
        return new RevocationAnswer.Unreachable();
    }
}
