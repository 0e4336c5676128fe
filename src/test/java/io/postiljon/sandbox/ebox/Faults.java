package io.postiljon.sandbox.ebox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The faults that are switched on. Safe for many threads. A fault for one recipient goes before one for everybody, then the oldest first. */
public final class Faults {
    private static final int MOST = 1_000;

    private final List<FaultOrder> orders = new ArrayList<>();
    private Supplier<Optional<Fault>> storm = Optional::empty;
    private final Deque<Refusal> refusals = new ArrayDeque<>();

    public synchronized void on(FaultOrder order) {
        if (orders.size() >= MOST) {
            throw new IllegalStateException("too many faults are switched on");
        }
        orders.add(order);
    }

    public void on(Fault fault) {
        on(FaultOrder.always(fault));
    }

    public void once(Fault fault) {
        on(FaultOrder.always(fault).times(1));
    }

    /** From now on such a share of the publications meets one of these faults, by chance that the seed repeats. */
    public synchronized void storm(double share, List<Fault> of, long seed) {
        Random chance = new Random(seed);
        storm = () -> chance.nextDouble() < share ? Optional.of(of.get(chance.nextInt(of.size()))) : Optional.empty();
    }

    /** So many of the next publications end with this. */
    public synchronized void refuse(Refusal refusal, int times) {
        refusals.addAll(Collections.nCopies(times, refusal));
    }

    /** What the next publication ends with, if it is refused; uses up one. */
    synchronized Optional<Refusal> refusal() {
        return Optional.ofNullable(refusals.poll());
    }

    public synchronized void off(Fault fault) {
        orders.removeIf(order -> order.fault() == fault);
    }

    synchronized void off(Fault fault, String recipient) {
        orders.removeIf(order -> order.fault() == fault && order.recipient().equals(Optional.of(recipient)));
    }

    public synchronized void allOff() {
        orders.clear();
        refusals.clear();
        storm = Optional::empty;
    }

    public synchronized List<FaultOrder> active() {
        return List.copyOf(orders);
    }

    /** True when this connection or request must be hung up on; uses up one of the times. */
    synchronized boolean isDown() {
        return firstOf(order -> order.fault() == Fault.DOWN && order.where() == Where.PUBLICATION).map(this::useUp).isPresent();
    }

    /** The fault that a call of another service meets; uses up one of its times. */
    synchronized Optional<FaultOrder> strike(Where where) {
        return firstOf(order -> order.where() == where).map(this::useUp);
    }

    /** The fault that this publication meets; uses up one of its times. */
    synchronized Optional<FaultOrder> strike(Optional<String> recipient) {
        return firstOf(order -> order.fault() != Fault.DOWN && order.recipient().isPresent() && order.strikes(recipient))
                .or(() -> firstOf(order -> order.fault() != Fault.DOWN && order.strikes(recipient)))
                .map(this::useUp)
                .or(() -> storm.get().map(FaultOrder::always));
    }

    private Optional<FaultOrder> firstOf(Predicate<FaultOrder> wanted) {
        return orders.stream().filter(wanted).findFirst();
    }

    private FaultOrder useUp(FaultOrder order) {
        OptionalInt times = order.times();
        if (times.isPresent()) {
            int at = orders.indexOf(order);
            if (times.getAsInt() == 1) {
                orders.remove(at);
            } else {
                orders.set(at, order.times(times.getAsInt() - 1));
            }
        }
        return order;
    }
}
