package io.postiljon.print;

import java.util.OptionalLong;

/**
 * What stands in the supplier's folder for one order.
 *
 * @param sizeBytes of the order under its final name; empty when it is not there
 * @param marker    whether the marker beside it is there
 */
public record RemoteOrder(OptionalLong sizeBytes, Marker marker) {
    public enum Marker { THERE, MISSING }
}
