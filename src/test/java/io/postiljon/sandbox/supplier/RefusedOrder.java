package io.postiljon.sandbox.supplier;

import java.util.List;

/** An order that the supplier refused as a whole. */
public record RefusedOrder(String orderFile, List<OrderFault> faults) {

    public RefusedOrder {
        faults = List.copyOf(faults);
    }

    public List<OrderFault.Code> codes() {
        return faults.stream().map(OrderFault::code).toList();
    }
}
