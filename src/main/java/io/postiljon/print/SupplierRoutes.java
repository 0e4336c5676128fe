package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the routes of each print supplier from the templates, after the start. A route has the name of its template or folder, and
 * the code of the supplier behind it. What does not succeed is tried again at the next call. For one thread.
 */
public class SupplierRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(SupplierRoutes.class);

    /** One route for each supplier: the steps of an upload before the timer that begins it. */
    private static final List<String> TEMPLATES = List.of("print-look-for-file", "print-look-at-supplier", "print-put-file", "print-send-order", "print-upload-order");

    /** What is collected: end of the route's name, folder below {@code out/}, bean that takes it. */
    private record Tray(String name, String folder, String taker) {}

    private static final List<Tray> TRAYS = List.of(new Tray("receipts", "ack", "supplierAnswers"), new Tray("results", "piece", "supplierAnswers"),
            new Tray("statuses", "status", "supplierAnswers"), new Tray("evidence", "evid", "evidenceArchive"), new Tray("counts", "recon", "supplierAnswers"));

    private final PrintSuppliers suppliers;
    private final Function<SupplierCode, AnswerFiles> filters;

    /** @param filters which files of a supplier's folders are read */
    SupplierRoutes(PrintSuppliers suppliers, Function<SupplierCode, AnswerFiles> filters) {
        this.suppliers = suppliers;
        this.filters = filters;
    }

    /** Starts what does not run yet. */
    public void follow(CamelContext camel) throws Exception {
        if (!camel.isStarted() || camel.getRouteController().isStartingRoutes()) {
            return;             // Camel would silently leave out one of those that it starts just now
        }
        for (PrintSupplier supplier : suppliers.all()) {
            if (camel.getRoute(id(TRAYS.getLast(), supplier)) == null) {
                start(camel, supplier);
                LOG.info("prints with {}", supplier.code());
            }
        }
    }

    private void start(CamelContext camel, PrintSupplier supplier) throws Exception {
        camel.getRegistry().bind("answerFiles-" + supplier.code(), filters.apply(supplier.code()));
        Map<String, Object> parameters = Map.of("supplier", supplier.code().value(), "host", supplier.connection().host(), "port", supplier.connection().port(),
                "user", supplier.connection().user(), "keyFile", supplier.connection().keyFile().toString(),
                "knownHostsFile", supplier.connection().knownHostsFile().toString());
        for (String template : TEMPLATES) {
            start(camel, template + "-" + supplier.code(), template, parameters);
        }
        for (Tray tray : TRAYS) {
            Map<String, Object> more = new HashMap<>(parameters);
            more.put("folder", tray.folder());
            more.put("taker", tray.taker());
            start(camel, id(tray, supplier), "print-collect-answers", more);
        }
    }

    private static String id(Tray tray, PrintSupplier supplier) {
        return "print-collect-" + tray.name() + "-" + supplier.code();
    }

    private static void start(CamelContext camel, String id, String template, Map<String, Object> parameters) throws Exception {
        if (camel.getRoute(id) == null) {
            camel.addRouteFromTemplate(id, template, parameters);
        }
        camel.getRouteController().startRoute(id);      // supervised routes that come later do not start by themselves
    }
}
