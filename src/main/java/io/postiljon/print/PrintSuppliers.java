package io.postiljon.print;

import io.postiljon.sending.SupplierCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The print suppliers that the settings name, in their order; one at least. */
final class PrintSuppliers {
    private final Map<SupplierCode, PrintSupplier> byCode = new LinkedHashMap<>();

    PrintSuppliers(PrintSettings settings) {
        settings.suppliers().forEach((name, given) -> {
            PrintSupplier supplier = new PrintSupplier(given.codeOr(name), given,
                    given.batch() == null ? settings.batch() : given.batch(),
                    given.watch() == null ? settings.watch() : given.watch(),
                    given.answerAlarm() == null ? settings.answerAlarm() : given.answerAlarm(),
                    given.cover() == null ? settings.cover() : given.cover(),
                    given.countries() == null ? settings.countries() : given.countries());
            if (byCode.putIfAbsent(supplier.code(), supplier) != null) {
                throw new IllegalArgumentException("print.suppliers." + name + ".code is the code of another supplier too: " + supplier.code());
            }
        });
    }

    List<PrintSupplier> all() {
        return List.copyOf(byCode.values());
    }

    Set<SupplierCode> codes() {
        return Set.copyOf(byCode.keySet());
    }

    /** @throws IllegalStateException when the settings name no such supplier (any more) */
    PrintSupplier get(SupplierCode code) {
        PrintSupplier supplier = byCode.get(code);
        if (supplier == null) {
            throw new IllegalStateException("print.suppliers names no supplier " + code);
        }
        return supplier;
    }

    boolean has(SupplierCode code) {
        return byCode.containsKey(code);
    }

    /** Where at least one of them delivers. */
    Set<String> countries() {
        return byCode.values().stream().flatMap(supplier -> supplier.countries().stream()).collect(Collectors.toSet());
    }
}
