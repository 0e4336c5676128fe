package io.postiljon.print;

import io.micrometer.core.instrument.Counter;
import io.postiljon.sending.SupplierCode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what lies in the folders of one supplier and is no answer by its name, each once; an alarm counts on it. Names are kept as
 * numbers only, and not for ever: at worst a file is counted again. A server that makes up names fills neither memory nor log.
 */
final class StrangeAnswers implements Consumer<String> {
    private static final int MOST_KNOWN = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(StrangeAnswers.class);

    private final SupplierCode supplier;
    private final Counter left;
    private final Set<Integer> known = new HashSet<>();

    StrangeAnswers(SupplierCode supplier, Counter left) {
        this.supplier = supplier;
        this.left = left;
    }

    /** @param listed as the server says */
    @Override public synchronized void accept(String listed) {
        if (known.size() == MOST_KNOWN) {
            known.clear();
        }
        if (known.add(listed.hashCode())) {
            left.increment();
            if (known.size() == 1) {
                LOG.warn("print supplier {} has files in its folders that are no answers by their names; they stay where they are", supplier);
            }
        }
    }
}
