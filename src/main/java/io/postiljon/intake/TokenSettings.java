package io.postiljon.intake;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Access tokens (OAuth 2.0, JWT of RFC 9068, bound to a certificate by RFC 8705) of agencies whose agreement asks them.
 *
 * @param enabled     off: an agreement that asks tokens is refused
 * @param issuer      of the tokens, letter by letter
 * @param keysUrl     keys of the authorisation server (JWKS)
 * @param audience    our name there, one of those that the token is for
 * @param algorithms  of signatures
 * @param types       of tokens, header {@code typ}
 * @param clientClaim claim with the client that the token was issued to
 * @param clockSkew   by which its clock may differ, 0 to 2 minutes
 * @param tokenLife   longest time from issue to end, 1 minute to 24 hours
 * @param keysLife    how long its keys are good without asking again, 2 minutes to 1 day
 * @param keysOutage  how long after its last answer they are used while it gives none, 0 or {@code keysLife} to 24 hours
 * @param trustFile   PEM file with the authorities of its certificate; left out: those of the JDK
 * @param connect     time for a connection, 100 ms to 30 s
 * @param answer      time for a whole answer, 100 ms to 30 s
 * @param answerLimit size of one, 4 kB to 1 MB
 */
@ConfigurationProperties("intake.tokens")
record TokenSettings(
        @DefaultValue("false") boolean enabled,
        URI issuer,
        URI keysUrl,
        String audience,
        @DefaultValue({"ES256", "PS256"}) Set<String> algorithms,
        @DefaultValue("at+jwt") Set<String> types,
        @DefaultValue("client_id") String clientClaim,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("1h") Duration tokenLife,
        @DefaultValue("15m") Duration keysLife,
        @DefaultValue("1h") Duration keysOutage,
        Path trustFile,
        @DefaultValue("3s") Duration connect,
        @DefaultValue("5s") Duration answer,
        @DefaultValue("64KB") DataSize answerLimit) {
    private static final Set<String> KNOWN_ALGORITHMS = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    TokenSettings {
        algorithms = Set.copyOf(algorithms);
        types = Set.copyOf(types);
        require("clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(2));
        require("token-life", tokenLife, Duration.ofMinutes(1), Duration.ofHours(24));
        require("keys-life", keysLife, Duration.ofMinutes(2), Duration.ofDays(1));
        require("connect", connect, Duration.ofMillis(100), Duration.ofSeconds(30));
        require("answer", answer, Duration.ofMillis(100), Duration.ofSeconds(30));
        if (!keysOutage.isZero()) {
            require("keys-outage", keysOutage, keysLife, Duration.ofHours(24));
        }
        require(answerLimit.toBytes() >= 4096 && answerLimit.toBytes() <= 1 << 20, "answer-limit must be 4KB to 1MB");
        require(!algorithms.isEmpty() && KNOWN_ALGORITHMS.containsAll(algorithms), "algorithms must be some of RS, PS and ES with 256, 384 or 512");
        require(!types.isEmpty() && types.stream().allMatch(type -> type.matches("[A-Za-z0-9+./-]{1,64}")), "types must be values of typ, such as at+jwt");
        require(clientClaim.matches("[A-Za-z0-9_.:/-]{1,64}"), "client-claim must be the name of a claim");
        if (enabled) {
            require(issuer != null && "https".equals(issuer.getScheme()), "issuer must be an https address");
            require(keysUrl != null && "https".equals(keysUrl.getScheme()) && keysUrl.getHost() != null, "keys-url must be an https address");
            require(audience != null && !audience.isBlank(), "audience is missing");
            require(trustFile == null || Files.isReadable(trustFile), "trust-file cannot be read");
        }
    }

    private static void require(String name, Duration value, Duration least, Duration most) {
        require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, name + " must be " + least + " to " + most + ", is " + value);
    }

    private static void require(boolean isRight, String what) {
        if (!isRight) {
            throw new IllegalArgumentException("intake.tokens: " + what);
        }
    }
}
