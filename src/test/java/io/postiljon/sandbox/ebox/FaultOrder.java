package io.postiljon.sandbox.ebox;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One fault, switched on.
 *
 * @param times     how often it strikes; without it until switched off
 * @param recipient number of the only recipient that it strikes; without it everybody
 * @param delay     of {@link Fault#DELAY}; without it that of the settings
 */
public record FaultOrder(Fault fault, OptionalInt times, Optional<String> recipient, Optional<Duration> delay) {

    public FaultOrder {
        if (times.isPresent() && times.getAsInt() < 1) {
            throw new IllegalArgumentException("a fault strikes at least once");
        }
        if (fault == Fault.DOWN && recipient.isPresent()) {
            throw new IllegalArgumentException("down cannot be for one recipient: the door does not know who is meant");
        }
    }

    public static FaultOrder always(Fault fault) {
        return new FaultOrder(fault, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    public FaultOrder times(int count) {
        return new FaultOrder(fault, OptionalInt.of(count), recipient, delay);
    }

    public FaultOrder forRecipient(String number) {
        return new FaultOrder(fault, times, Optional.of(number), delay);
    }

    public FaultOrder delayed(Duration by) {
        return new FaultOrder(fault, times, recipient, Optional.of(by));
    }

    boolean strikes(Optional<String> addressed) {
        return recipient.isEmpty() || recipient.equals(addressed);
    }

    @Override
    public String toString() {
        return "FaultOrder[" + fault + ", times " + times + "]";
    }
}
