package io.postiljon.print;

import io.postiljon.crypto.TooMuchContent;
import io.postiljon.sending.SupplierCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens answers with the keys of the supplier whose folder they lay in: what another one signed does not open. Neither the file nor what
 * comes out of it takes more memory than its kind may. The variables {@code supplier} and {@code answerFile} name both.
 */
public class AnswerOpening implements DataFormat {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerOpening.class);

    /** Opens what one supplier signed. */
    interface Pgp {
        byte[] open(InputStream sealed, int limitBytes) throws IOException;
    }

    private final Map<SupplierCode, ? extends Pgp> pgp;
    private final AnswerLimits limits;
    private final OversizedAnswers oversized;

    /** @param pgp one for each supplier */
    AnswerOpening(Map<SupplierCode, ? extends Pgp> pgp, AnswerLimits limits, OversizedAnswers oversized) {
        this.pgp = Map.copyOf(pgp);
        this.limits = limits;
        this.oversized = oversized;
    }

    /**
     * Reads the file, and no more of it than it may have, whatever size the supplier's server listed.
     *
     * @param fileName a name of the format
     * @throws IOException when the connection fails, or more comes than an answer may have: that is noted, and the file stays
     */
    public byte[] read(String supplier, String fileName, InputStream file) throws IOException {
        int limitBytes = limits.file(kind(fileName));
        byte[] sealed = file.readNBytes(limitBytes + 1);
        if (sealed.length > limitBytes) {
            oversized.seen(new SupplierCode(supplier), fileName, sealed.length);
            throw new IOException("an answer has more bytes than its server listed");
        }
        return sealed;
    }

    @Override public void marshal(Exchange exchange, Object answer, OutputStream stream) {
        throw new UnsupportedOperationException("we answer nothing");
    }

    /** @throws IOException when it does not open, or too much comes out, which is told in the log: the supplier may mean it well */
    @Override public Object unmarshal(Exchange exchange, InputStream stream) throws IOException {
        SupplierCode supplier = new SupplierCode(exchange.getVariable("supplier", String.class));
        String fileName = exchange.getVariable("answerFile", String.class);
        try {
            return pgp.get(supplier).open(stream, limits.content(kind(fileName)));
        } catch (TooMuchContent bomb) {
            LOG.error("answer {} of print supplier {} is not unpacked: {}", fileName, supplier, bomb.getMessage());
            throw bomb;
        }
    }

    private static AnswerName.Kind kind(String fileName) {
        return AnswerName.parse(fileName).orElseThrow(() -> new IllegalArgumentException("no name of an answer")).kind();
    }

    @Override public void start() {}

    @Override public void stop() {}
}
