package io.postiljon.intake;

import io.postiljon.settings.Setting;
import java.net.URI;
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

    TokenSettings {
        algorithms = Set.copyOf(algorithms);
        types = Set.copyOf(types);
        Setting.between("intake.tokens.clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(2));
        Setting.between("intake.tokens.token-life", tokenLife, Duration.ofMinutes(1), Duration.ofHours(24));
        Setting.between("intake.tokens.keys-life", keysLife, Duration.ofMinutes(2), Duration.ofDays(1));
        Setting.between("intake.tokens.connect", connect, Duration.ofMillis(100), Duration.ofSeconds(30));
        Setting.between("intake.tokens.answer", answer, Duration.ofMillis(100), Duration.ofSeconds(30));
        if (!keysOutage.isZero()) {
            Setting.between("intake.tokens.keys-outage", keysOutage, keysLife, Duration.ofHours(24));
        }
        Setting.require(answerLimit.toBytes() >= 4096 && answerLimit.toBytes() <= 1 << 20, "intake.tokens.answer-limit must be 4KB to 1MB");
        Setting.signatures("intake.tokens.algorithms", algorithms);
        Setting.require(!types.isEmpty() && types.stream().allMatch(type -> type.matches("[A-Za-z0-9+./-]{1,64}")), "intake.tokens.types must be values of typ, such as at+jwt");
        Setting.require(clientClaim.matches("[A-Za-z0-9_.:/-]{1,64}"), "intake.tokens.client-claim must be the name of a claim");
        if (enabled) {
            Setting.https("intake.tokens.issuer", issuer);
            Setting.https("intake.tokens.keys-url", keysUrl);
            Setting.require(audience != null && !audience.isBlank(), "intake.tokens.audience is missing");
            if (trustFile != null) {
                Setting.readable("intake.tokens.trust-file", trustFile);
            }
        }
    }
}
