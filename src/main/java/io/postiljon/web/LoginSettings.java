package io.postiljon.web;

import io.postiljon.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Login of recipients at an identity provider (OpenID Connect).
 *
 * @param enabled          off: an agreement that asks for it is refused
 * @param issuer           as it stands in the tokens
 * @param authorizationUrl where visitors log in
 * @param tokenUrl         where the code is exchanged
 * @param keysUrl          keys of the tokens (JWKS)
 * @param audience         of our assertion; left out: {@code tokenUrl}
 * @param clientId         our name there
 * @param keyFile          key of the assertion (RFC 7523): PEM, or PKCS#12 when there is a {@code passwordFile}
 * @param scopes           {@code openid}, and what brings the INSZ
 * @param inszClaim        claim of the id token that holds it
 * @param acrHigh          values of {@code acr} that are of level high, letter by letter
 * @param acrSubstantial   those of level substantial
 * @param level            the least that opens a letter; only values of it and above are asked for, and any other is refused
 * @param algorithms       of signatures of tokens
 * @param clockSkew        by which the provider's clock may differ, at most 2 minutes
 * @param keysLife         how long its keys are good without asking again, 1 minute to 1 day
 * @param attemptLife      from the page that asks to log in to the answer, 1 to 15 minutes
 * @param sessionLife      from the answer to the last document, 1 to 15 minutes
 * @param sessions         logins at once, of all nodes, 100 to 1,000,000
 * @param trustFile        PEM file with the authorities of its certificate; left out: those of the JDK
 * @param connect          time for a connection, 100 ms to 30 s
 * @param answer           time for a whole answer, 100 ms to 30 s
 * @param answerLimit      size of one, 4 kB to 1 MB
 */
@ConfigurationProperties("web.login")
record LoginSettings(
        @DefaultValue("false") boolean enabled,
        URI issuer,
        URI authorizationUrl,
        URI tokenUrl,
        URI keysUrl,
        String audience,
        String clientId,
        Path keyFile,
        Path passwordFile,
        @DefaultValue({"openid", "rrn"}) List<String> scopes,
        @DefaultValue("rrn") String inszClaim,
        @DefaultValue Set<String> acrHigh,
        @DefaultValue Set<String> acrSubstantial,
        @DefaultValue("SUBSTANTIAL") Level level,
        @DefaultValue("RS256") Set<String> algorithms,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("15m") Duration keysLife,
        @DefaultValue("10m") Duration attemptLife,
        @DefaultValue("5m") Duration sessionLife,
        @DefaultValue("10000") int sessions,
        Path trustFile,
        @DefaultValue("3s") Duration connect,
        @DefaultValue("5s") Duration answer,
        @DefaultValue("64KB") DataSize answerLimit) {
    /** Levels of assurance of eIDAS; low never opens a letter. */
    enum Level { SUBSTANTIAL, HIGH }

    LoginSettings {
        scopes = List.copyOf(scopes);
        acrHigh = Set.copyOf(acrHigh);
        acrSubstantial = Set.copyOf(acrSubstantial);
        algorithms = Set.copyOf(algorithms);
        Setting.between("web.login.clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(2));
        Setting.between("web.login.keys-life", keysLife, Duration.ofMinutes(1), Duration.ofDays(1));
        Setting.between("web.login.attempt-life", attemptLife, Duration.ofMinutes(1), Duration.ofMinutes(15));
        Setting.between("web.login.session-life", sessionLife, Duration.ofMinutes(1), Duration.ofMinutes(15));
        Setting.between("web.login.connect", connect, Duration.ofMillis(100), Duration.ofSeconds(30));
        Setting.between("web.login.answer", answer, Duration.ofMillis(100), Duration.ofSeconds(30));
        Setting.require(answerLimit.toBytes() >= 4096 && answerLimit.toBytes() <= 1 << 20, "web.login.answer-limit must be 4KB to 1MB");
        Setting.between("web.login.sessions", sessions, 100, 1_000_000);
        Setting.signatures("web.login.algorithms", algorithms);
        if (enabled) {
            Setting.https("web.login.issuer", issuer);
            Setting.https("web.login.authorization-url", authorizationUrl);
            Setting.https("web.login.token-url", tokenUrl);
            Setting.https("web.login.keys-url", keysUrl);
            Setting.require(clientId != null && !clientId.isBlank(), "web.login.client-id is missing");
            Setting.readable("web.login.key-file", keyFile);
            if (passwordFile != null) {
                Setting.readable("web.login.password-file", passwordFile);
            }
            if (trustFile != null) {
                Setting.readable("web.login.trust-file", trustFile);
            }
            Setting.require(scopes.contains("openid"), "web.login.scopes must hold openid");
            Setting.require(!inszClaim.isBlank(), "web.login.insz-claim is missing");
            Setting.require(!acrHigh.isEmpty() || level == Level.SUBSTANTIAL && !acrSubstantial.isEmpty(), "web.login: no value of acr reaches level");
        }
    }

    /** Values of {@code acr} that open a letter. */
    Set<String> acrEnough() {
        return level == Level.HIGH ? acrHigh
                : Set.copyOf(Stream.concat(acrHigh.stream(), acrSubstantial.stream()).toList());
    }

    String expectedAudience() {
        return audience == null || audience.isBlank() ? tokenUrl.toString() : audience;
    }
}
