package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;

/**
 * Camel's PGP data format with the keys of the supplier whose folder the answer lay in: what another one signed does not open. The
 * variable {@code supplier} names it.
 */
final class AnswerOpening implements DataFormat {
    private final Map<SupplierCode, ? extends DataFormat> pgp;

    /** @param pgp one for each supplier */
    AnswerOpening(Map<SupplierCode, ? extends DataFormat> pgp) {
        this.pgp = Map.copyOf(pgp);
    }

    @Override public void marshal(Exchange exchange, Object answer, OutputStream stream) {
        throw new UnsupportedOperationException("we answer nothing");
    }

    @Override public Object unmarshal(Exchange exchange, InputStream stream) throws Exception {
        return pgp.get(new SupplierCode(exchange.getVariable("supplier", String.class))).unmarshal(exchange, stream);
    }

    @Override public void start() {
        pgp.values().forEach(DataFormat::start);
    }

    @Override public void stop() {
        pgp.values().forEach(DataFormat::stop);
    }
}
