package io.postiljon.sandbox.ebox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One fault, switched on.
 *
 * @param times     how often it strikes; without it until switched off
 * @param recipient number of the only recipient that it strikes; without it everybody
 * @param delay     of {@link Fault#DELAY}; without it that of the settings
 * @param where     the service that it strikes; {@link Fault#DOWN} of the publication is that of all services
 */
public record FaultOrder(Fault fault, OptionalInt times, Optional<String> recipient, Optional<Duration> delay, Where where) {
    private static final Set<Fault> OF_EVERY_SERVICE = EnumSet.of(Fault.DOWN, Fault.DELAY, Fault.RESET_BEFORE_COMMIT,
            Fault.RESET_AFTER_COMMIT, Fault.TOO_MANY_REQUESTS, Fault.INTERNAL_ERROR, Fault.UNAVAILABLE);

    public FaultOrder {
        if (times.isPresent() && times.getAsInt() < 1) {
            throw new IllegalArgumentException("a fault strikes at least once");
        }
        if (where != Where.PUBLICATION && (recipient.isPresent() || !OF_EVERY_SERVICE.contains(fault))) {
            throw new IllegalArgumentException("this fault is of the publication only, and so is a recipient");
        }
        if (fault == Fault.DOWN && recipient.isPresent()) {
            throw new IllegalArgumentException("down cannot be for one recipient: the door does not know who is meant");
        }
    }

    public static FaultOrder always(Fault fault) {
        return new FaultOrder(fault, OptionalInt.empty(), Optional.empty(), Optional.empty(), Where.PUBLICATION);
    }

    public FaultOrder times(int count) {
        return new FaultOrder(fault, OptionalInt.of(count), recipient, delay, where);
    }

    public FaultOrder forRecipient(String number) {
        return new FaultOrder(fault, times, Optional.of(number), delay, where);
    }

    public FaultOrder delayed(Duration by) {
        return new FaultOrder(fault, times, recipient, Optional.of(by), where);
    }

    public FaultOrder at(Where service) {
        return new FaultOrder(fault, times, recipient, delay, service);
    }

    boolean strikes(Optional<String> addressed) {
        return where == Where.PUBLICATION && (recipient.isEmpty() || recipient.equals(addressed));
    }

    @Override
    public String toString() {
        return "FaultOrder[" + fault + ", times " + times + "]";
    }
}
