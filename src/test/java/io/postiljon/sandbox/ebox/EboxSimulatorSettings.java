package io.postiljon.sandbox.ebox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Everything that a simulator is told at start. Made by {@link #sandbox} and changed by the {@code with} methods. */
public record EboxSimulatorSettings(
        SSLContext tls,
        Ports ports,
        List<OAuthClient> clients,
        List<SenderTrio> trios,
        List<KnownRecipient> recipients,
        Tokens tokens,
        Limits limits,
        Manners manners,
        Clock clock) {

    /** TCP ports on the loopback interface: the e-Box services over TLS, the inspection over plain HTTP. 0 means any free one. */
    public record Ports(int services, int inspect) {}

    /**
     * Rules of the token service.
     *
     * @param lifetime          of an access token
     * @param assertionLifetime most that may lie between {@code iat} and {@code exp} of an assertion
     * @param skew              most that the clocks may differ
     */
    public record Tokens(Duration lifetime, Duration assertionLifetime, Duration skew) {}

    /**
     * Sizes. e-Box publishes none, so each is ours.
     *
     * @param documentBytes all documents of one publication together; beyond it 413
     * @param documents     of one publication
     * @param jsonBytes     of messageToPublish and of a search
     * @param messages      that are kept; beyond it 503
     * @param requests      that the inspection remembers; the oldest go first
     */
    public record Limits(long documentBytes, int documents, int jsonBytes, int messages, int requests) {
        /** Room for part headers and boundaries. */
        private static final int FORM_BYTES = 64 * 1024;

        long requestBytes() {
            return documentBytes + jsonBytes + FORM_BYTES;
        }
    }

    /** Choices where the documentation is silent or says two things. */
    public record Manners(
            ErrorShape errorShape, Switch statusOperation, Switch numberCheck, Switch registeredMail, Duration delay, Duration retryAfter) {}

    /** On or off. */
    public enum Switch { ON, OFF }

    public EboxSimulatorSettings {
        clients = List.copyOf(clients);
        trios = List.copyOf(trios);
        recipients = List.copyOf(recipients);
    }

    /** Free ports, the well-known recipients, tokens of 300 s, 6 documents and 30 MiB a publication. */
    public static EboxSimulatorSettings sandbox(SSLContext tls, List<OAuthClient> clients, List<SenderTrio> trios) {
        return new EboxSimulatorSettings(
                tls,
                new Ports(0, 0),
                clients,
                trios,
                KnownRecipient.wellKnown(),
                new Tokens(Duration.ofSeconds(300), Duration.ofSeconds(60), Duration.ofSeconds(30)),
                new Limits(30L << 20, 6, 1 << 20, 200_000, 10_000),
                new Manners(ErrorShape.BY_STATUS, Switch.ON, Switch.ON, Switch.OFF, Duration.ofSeconds(2), Duration.ofSeconds(1)),
                Clock.systemUTC());
    }

    public EboxSimulatorSettings withPorts(Ports other) {
        return new EboxSimulatorSettings(tls, other, clients, trios, recipients, tokens, limits, manners, clock);
    }

    public EboxSimulatorSettings withRecipients(List<KnownRecipient> other) {
        return new EboxSimulatorSettings(tls, ports, clients, trios, other, tokens, limits, manners, clock);
    }

    public EboxSimulatorSettings withTokens(Tokens other) {
        return new EboxSimulatorSettings(tls, ports, clients, trios, recipients, other, limits, manners, clock);
    }

    public EboxSimulatorSettings withLimits(Limits other) {
        return new EboxSimulatorSettings(tls, ports, clients, trios, recipients, tokens, other, manners, clock);
    }

    public EboxSimulatorSettings withManners(Manners other) {
        return new EboxSimulatorSettings(tls, ports, clients, trios, recipients, tokens, limits, other, clock);
    }

    public EboxSimulatorSettings withClock(Clock other) {
        return new EboxSimulatorSettings(tls, ports, clients, trios, recipients, tokens, limits, manners, other);
    }
}
