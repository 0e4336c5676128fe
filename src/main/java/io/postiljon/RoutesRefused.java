package io.postiljon;

import java.util.List;
import java.util.stream.Collectors;

/** The start is refused because a route file is wrong; the text is what {@code check-routes} prints. */
final class RoutesRefused extends RuntimeException {
    RoutesRefused(List<RouteFault> faults) {
        super(faults.stream().map(RouteFault::toString).collect(Collectors.joining(System.lineSeparator())));
    }
}
