package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.GatewayProcess;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.FaultOrder;
import io.postiljon.sandbox.ebox.StoredMessage;
import io.postiljon.sandbox.parts.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Kills the gateway at a named point. The point is held from outside: a line that passes no byte, or a partner that waits with its
 * answer, keeps the gateway there; after the kill it is proved that the point was hit, or the next letter is tried. What a held line
 * still carried never arrives.
 */
final class Killer {
    private static final Duration REACHED = Duration.ofSeconds(240);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LATE_ANSWER = Duration.ofSeconds(30);
    private static final int TRIES = 5;
    private static final int FEW = 4;
    private static final int SEAL_HEADER_BYTES = 50;
    private static final int SEAL_TAG_BYTES = 16;
    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int MARKED_BYTES = 2 * Traffic.DOCUMENT_BYTES;    // no other document is as long, and each of these a byte longer

    private final SandboxSystem system;
    private final GatewayProcess gateway;
    private final Register register;
    private final Traffic traffic;
    private final Random random;
    private final List<Duration> starts = new ArrayList<>();
    private int marked;

    Killer(FaultTestBed bed, Traffic traffic, Random random) {
        this.system = bed.system();
        this.gateway = bed.gateway();
        this.register = bed.register();
        this.traffic = traffic;
        this.random = random;
    }

    /** Kills at the point and starts again; returns when the gateway is ready. */
    void killAt(KillPoint point) {
        switch (point) {
            case AFTER_SEAL -> afterSeal();
            case AFTER_ACCEPT_COMMIT -> afterAcceptCommit();
            case BEFORE_JMS_SEND -> untilHit(point, this::beforeJmsSend);
            case AFTER_EBOX_201 -> untilHit(point, this::afterEbox201);
            case AFTER_GO -> untilHit(point, this::afterGo);
            case ANY_MOMENT -> atAnyMoment();
        }
    }

    /** A point at which the gateway waits for a limited time only may be missed when the machine is busy. */
    private void untilHit(KillPoint point, BooleanSupplier attempt) {
        for (int i = 0; i < TRIES; i++) {
            if (attempt.getAsBoolean()) {
                return;
            }
            System.out.println("Killer: missed " + point + ", once more");
        }
        throw new AssertionError("missed " + point + " " + TRIES + " times");
    }

    /** Lets the traffic flow for a random time. */
    void letItRun(Duration least, Duration most) {
        long millis = least.toMillis() + random.nextLong(most.toMillis() - least.toMillis() + 1);
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void afterSeal() {
        TcpProxy database = system.lines().database();
        Set<Path> before = vaultFiles();
        database.pause();
        int bytes = MARKED_BYTES + marked++;
        Errand errand = traffic.send(Correspondent.CITIZEN, Errand.Manner.PATIENT, bytes);
        reached("the document is sealed", () -> vaultFiles().stream()
                .filter(file -> !before.contains(file)).anyMatch(file -> sizeBytes(file) == sealedBytes(bytes)));
        kill(database);
        assertThat(register.state(errand)).as("no row knows of the document").isEmpty();
        restart();
    }

    private void afterAcceptCommit() {
        TcpProxy broker = system.lines().broker();
        broker.pause();
        Errand errand = traffic.send(random.nextBoolean() ? Correspondent.CITIZEN : Correspondent.SOMEBODY_ON_PAPER);
        reached("the sending is committed", () -> register.state(errand).isPresent());
        kill(broker);
        assertThat(register.state(errand)).as("nobody has worked on the sending").contains("ACCEPTED");
        assertThat(register.attempts(errand)).isZero();
        restart();
    }

    /**
     * The question who has a box keeps the worker busy until the broker is out of reach. Missed when the worker gave its question up
     * before.
     */
    private boolean beforeJmsSend() {
        TcpProxy ebox = system.lines().ebox();
        TcpProxy broker = system.lines().broker();
        // with the eBox held each sending before this one costs a worker's patience
        traffic.hold();
        reached("the workers have caught up", () -> system.broker().messagesIn("dispatch.accepted") < FEW);
        ebox.pause();
        Errand errand = traffic.send(Correspondent.CITIZEN_APART);
        traffic.resume();
        reached("a worker asks who has a box", () -> register.attempts(errand) > 0);
        broker.pause();
        ebox.restore();
        if (!happens(() -> register.state(errand).filter("EBOX_CHOSEN"::equals).isPresent())) {
            broker.restore();
            return false;
        }
        int attempts = register.attempts(errand);
        kill(broker);
        assertThat(register.state(errand)).as("the choice stands, and nobody went on").contains("EBOX_CHOSEN");
        assertThat(register.attempts(errand)).isEqualTo(attempts);
        restart();
        return true;
    }

    /** Missed when the gateway gave the answer up before the kill. */
    private boolean afterEbox201() {
        String recipient = traffic.numberOf(Correspondent.CITIZEN_APART);
        system.ebox().faults().on(FaultOrder.always(Fault.DELAY).delayed(LATE_ANSWER).forRecipient(recipient));
        Errand errand = traffic.send(Correspondent.CITIZEN_APART);
        reached("the message lies in the box", () -> system.ebox().messages().stream().anyMatch(message -> carries(message, errand)));
        kill();
        system.ebox().faults().off(Fault.DELAY);
        boolean hit = register.state(errand).equals(Optional.of("EBOX_CHOSEN"));      // the gateway does not know it
        restart();
        return hit;
    }

    /**
     * The row of a batch is held while its marker is written, so that the gateway cannot record it. Whether the supplier takes the
     * order before or after the restart differs. Missed when the worker of that batch died at an earlier kill and nobody writes.
     */
    private boolean afterGo() {
        system.supplier().stop();
        try (Register.Holder holder = register.holder()) {
            traffic.send(Correspondent.SOMEBODY_ON_PAPER);
            AtomicReference<String> order = new AtomicReference<>();
            reached("a worker is about to write a marker", () -> {
                holder.holdOrderToMark().ifPresent(order::set);
                return order.get() != null;
            });
            if (!happens(() -> system.printServer().list("/in").contains(order.get() + ".go"))) {
                return false;
            }
            kill();
            Closing.quietly(holder);
            assertThat(register.batchState(order.get())).as("the gateway has not recorded the marker").isEqualTo("GO_PENDING");
            if (random.nextBoolean()) {
                restart();
            }
        } catch (SQLException unclosable) {
            throw new IllegalStateException(unclosable);
        } finally {
            system.supplier().start();
        }
        if (!gateway.handle().isAlive()) {
            reached("the supplier takes every order", () -> system.printServer().list("/in").stream().noneMatch(name -> name.endsWith(".go")));
            restart();
        }
        return true;
    }

    /** Soon, or not at all. */
    private static boolean happens(Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(10)).until(condition);
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    private void atAnyMoment() {
        letItRun(Duration.ZERO, Duration.ofSeconds(3));
        kill();
        restart();
    }

    private void restart() {
        Instant begin = Instant.now();
        gateway.start();
        starts.add(Duration.between(begin, Instant.now()));
    }

    /** How long the gateway took to start, on the average. */
    Duration startTook() {
        return starts.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(Math.max(1, starts.size()));
    }

    private void kill(TcpProxy... held) {
        gateway.kill();
        for (TcpProxy line : held) {
            line.cut();
            line.restore();
        }
    }

    private static void reached(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(REACHED).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    private static boolean carries(StoredMessage message, Errand errand) {
        return message.documents().stream().anyMatch(document -> document.sha256().equals(errand.digest()));
    }

    /** Files come and go while one looks. */
    private Set<Path> vaultFiles() {
        for (int i = 0; i < TRIES * TRIES; i++) {
            try (Stream<Path> files = Files.walk(system.folder().resolve("vault"))) {
                return files.filter(file -> file.toString().endsWith(".sealed")).collect(Collectors.toSet());
            } catch (IOException | UncheckedIOException changedMeanwhile) {
                // once more
            }
        }
        throw new IllegalStateException("the vault does not stand still for a look");
    }

    /** Only just made, a file is shorter; gone, it has no size. */
    private static long sizeBytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return -1;
        }
    }

    /** A header, and a tag for each segment. Source: ADR 0002. */
    private static long sealedBytes(int documentBytes) {
        return SEAL_HEADER_BYTES + documentBytes + SEAL_TAG_BYTES * Math.ceilDiv(documentBytes, SEGMENT_BYTES);
    }
}
