package io.postiljon.sandbox.faults;

import ch.qos.logback.classic.Level;
import io.postiljon.sandbox.GatewayProcess;
import io.postiljon.sandbox.Progress;
import io.postiljon.sandbox.SandboxApplication;
import io.postiljon.sandbox.SandboxSystem;
import io.postiljon.sandbox.client.SandboxJson;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole sandbox with the gateway in its own process, in {@code target/faults/<name>}: its log stays there when a test fails. */
final class FaultTestBed implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final SandboxSystem system;
    private final GatewayProcess gateway;
    private final SandboxJson sandbox;
    private final Register register;

    private FaultTestBed(String name, List<String> jvm, String... settings) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);     // the servers tell of each login and of each connection that ends
        }
        try {
            system = keep(SandboxSystem.start(Path.of("target", "faults", name), Progress.SILENT));
            gateway = keep(GatewayProcess.start(system, jvm, settings));
            sandbox = SandboxApplication.open(system);
            register = keep(new Register(system.database()));
        } catch (RuntimeException unstartable) {
            close();
            throw unstartable;
        }
    }

    /**
     * @param jvm      options of the gateway's Java
     * @param settings of the gateway, {@code --name=value}, over those of the sandbox
     */
    static FaultTestBed start(String name, List<String> jvm, String... settings) {
        return new FaultTestBed(name, jvm, settings);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    SandboxSystem system() {
        return system;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    SandboxJson sandbox() {
        return sandbox;
    }

    Register register() {
        return register;
    }

    /** A new stream of letters; it ends with this. */
    Traffic traffic() {
        return keep(new Traffic(sandbox, system.folder()));
    }

    Reckoning reckoning(Traffic traffic) {
        return new Reckoning(system, register, traffic);
    }

    /** Ends the last part first; one that fails to end does not keep the others alive. */
    @Override public void close() {
        while (!parts.isEmpty()) {
            Closing.quietly(parts.pop());
        }
    }
}
