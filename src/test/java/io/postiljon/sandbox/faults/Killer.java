package io.postiljon.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.GatewayProcess;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.ebox.Fault;
import io.postiljon.sandbox.ebox.FaultOrder;
import io.postiljon.sandbox.ebox.StoredMessage;
import io.postiljon.sandbox.parts.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Kills the gateway at a named point. The point is held from outside: a line that passes no byte, or a partner that waits with its
 * answer, keeps the gateway there; after the kill it is proved that the point was hit. What a held line still carried never arrives.
 */
final class Killer {
    private static final Duration REACHED = Duration.ofSeconds(60);
    private static final Duration LATE_ANSWER = Duration.ofSeconds(30);

    private final SandboxSystem system;
    private final GatewayProcess gateway;
    private final Register register;
    private final Traffic traffic;
    private final Random random;

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
            case BEFORE_JMS_SEND -> beforeJmsSend();
            case AFTER_EBOX_201 -> afterEbox201();
            case AFTER_GO -> afterGo();
            case ANY_MOMENT -> atAnyMoment();
        }
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
        database.pause();
        List<Path> before = Reckoning.vaultFiles(system.folder());
        Errand errand = traffic.send(Correspondent.CITIZEN);
        reached("a document is sealed", () -> Reckoning.vaultFiles(system.folder()).stream()
                .filter(file -> !before.contains(file)).anyMatch(Killer::isWhole));
        kill(database);
        assertThat(register.state(errand)).as("no row knows of the document").isEmpty();
        gateway.start();
    }

    private void afterAcceptCommit() {
        TcpProxy broker = system.lines().broker();
        broker.pause();
        Errand errand = traffic.send(random.nextBoolean() ? Correspondent.CITIZEN : Correspondent.SOMEBODY_ON_PAPER);
        reached("the sending is committed", () -> register.state(errand).isPresent());
        kill(broker);
        assertThat(register.state(errand)).as("nobody has worked on the sending").contains("ACCEPTED");
        assertThat(register.attempts(errand)).isZero();
        gateway.start();
    }

    /** The question who has a box keeps the worker busy until the broker is out of reach. */
    private void beforeJmsSend() {
        TcpProxy ebox = system.lines().ebox();
        TcpProxy broker = system.lines().broker();
        ebox.pause();
        Errand errand = traffic.send(Correspondent.CITIZEN_APART);
        reached("a worker asks who has a box", () -> register.attempts(errand) > 0);
        broker.pause();
        ebox.restore();
        reached("the choice is committed", () -> register.state(errand).filter("EBOX_CHOSEN"::equals).isPresent());
        kill(broker);
        assertThat(register.state(errand)).as("the choice stands, and nobody went on").contains("EBOX_CHOSEN");
        assertThat(register.attempts(errand)).isEqualTo(1);
        gateway.start();
    }

    private void afterEbox201() {
        String recipient = traffic.numberOf(Correspondent.CITIZEN_APART);
        system.ebox().faults().on(FaultOrder.always(Fault.DELAY).delayed(LATE_ANSWER).forRecipient(recipient));
        Errand errand = traffic.send(Correspondent.CITIZEN_APART);
        reached("the message lies in the box", () -> system.ebox().messages().stream().anyMatch(message -> carries(message, errand)));
        kill();
        system.ebox().faults().off(Fault.DELAY);
        assertThat(register.state(errand)).as("the gateway does not know it").contains("EBOX_CHOSEN");
        gateway.start();
    }

    /**
     * The row of the batch is held while its marker is written, so that the gateway cannot record it. Whether the supplier takes the
     * order before or after the restart differs.
     */
    private void afterGo() {
        system.supplier().stop();
        try {
            Errand errand = traffic.send(Correspondent.SOMEBODY_ON_PAPER);
            reached("a worker is about to write the marker", () -> register.orderToMark(errand).isPresent());
            String order = register.orderToMark(errand).orElseThrow();
            AutoCloseable held = register.hold(order);
            try {
                reached("the marker is written", () -> system.printServer().list("/in").contains(order + ".go"));
                kill();
            } finally {
                Closing.quietly(held);
            }
            assertThat(register.orderToMark(errand)).as("the gateway has not recorded the marker").isPresent();
            if (random.nextBoolean()) {
                gateway.start();
            }
        } finally {
            system.supplier().start();
        }
        if (!gateway.handle().isAlive()) {
            reached("the supplier takes every order", () -> system.printServer().list("/in").stream().noneMatch(name -> name.endsWith(".go")));
            gateway.start();
        }
    }

    private void atAnyMoment() {
        letItRun(Duration.ZERO, Duration.ofSeconds(3));
        kill();
        gateway.start();
    }

    private void kill(TcpProxy... held) {
        gateway.kill();
        for (TcpProxy line : held) {
            line.cut();
            line.restore();
        }
    }

    private static void reached(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(REACHED).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(condition);
    }

    private static boolean carries(StoredMessage message, Errand errand) {
        return message.documents().stream().anyMatch(document -> document.sha256().equals(errand.digest()));
    }

    /** Only just made, a file is shorter than its document. */
    private static boolean isWhole(Path file) {
        try {
            return Files.size(file) > Traffic.DOCUMENT_BYTES;
        } catch (IOException gone) {
            return false;
        }
    }
}
