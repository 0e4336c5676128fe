package io.postiljon.sandbox.supplier;

import java.util.List;

/** The whole order is refused; nothing of it is printed. */
final class OrderRefused extends Exception {

    private final transient List<OrderFault> faults;

    OrderRefused(OrderFault.Code code, String detail) {
        this(List.of(new OrderFault(code, detail)));
    }

    OrderRefused(List<OrderFault> faults) {
        super(faults.get(0).code() + ": " + faults.get(0).detail());
        this.faults = List.copyOf(faults);
    }

    List<OrderFault> faults() {
        return faults;
    }
}
