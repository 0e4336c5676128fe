package io.postiljon.sandbox.ebox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Checks client assertions: RFC 7523 section 3, RS256, and each {@code jti} once. */
final class Assertions {
    private static final int JTI_LENGTH = 255;

    sealed interface Verdict {}

    record Good(OAuthClient client) implements Verdict {}

    record Wrong(String reason) implements Verdict {}

    private final List<OAuthClient> clients;
    private final EboxSimulatorSettings.Tokens rules;
    private final Clock clock;
    private final Supplier<String> audience;
    private final Map<String, Instant> usedUntil = new ConcurrentHashMap<>();

    Assertions(List<OAuthClient> clients, EboxSimulatorSettings.Tokens rules, Clock clock, Supplier<String> audience) {
        this.clients = clients;
        this.rules = rules;
        this.clock = clock;
        this.audience = audience;
    }

    Verdict check(String compact) {
        try {
            SignedJWT jwt = SignedJWT.parse(compact);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Optional<OAuthClient> client = clients.stream().filter(known -> known.clientId().equals(claims.getIssuer())).findFirst();
            if (client.isEmpty()) {
                return new Wrong("the client is not known");
            }
            if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
                return new Wrong("the algorithm is not RS256");
            }
            if (!isSignedBy(client.get().keys(), jwt)) {
                return new Wrong("the signature is not the client's");
            }
            return check(client.get(), claims);
        } catch (ParseException e) {
            return new Wrong("the assertion is not a signed JWT");
        } catch (JOSEException e) {
            return new Wrong("the signature cannot be checked");
        }
    }

    private static boolean isSignedBy(List<RSAPublicKey> keys, SignedJWT jwt) throws JOSEException {
        for (RSAPublicKey key : keys) {
            if (jwt.verify(new RSASSAVerifier(key))) {
                return true;
            }
        }
        return false;
    }

    private Verdict check(OAuthClient client, JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date issuedAt = claims.getIssueTime();
        Date expires = claims.getExpirationTime();
        String jti = claims.getJWTID();
        if (!client.clientId().equals(claims.getSubject())) {
            return new Wrong("sub is not iss");
        }
        if (!claims.getAudience().equals(List.of(audience.get()))) {
            return new Wrong("aud is not this token endpoint");
        }
        if (issuedAt == null || expires == null || jti == null || jti.isBlank() || jti.length() > JTI_LENGTH) {
            return new Wrong("iat, exp and jti are needed");
        }
        Instant end = expires.toInstant();
        if (!now.isBefore(end.plus(rules.skew()))) {
            return new Wrong("the assertion has expired");
        }
        if (issuedAt.toInstant().isAfter(now.plus(rules.skew()))) {
            return new Wrong("iat lies in the future");
        }
        if (end.isAfter(issuedAt.toInstant().plus(rules.assertionLifetime()))) {
            return new Wrong("the assertion is valid for too long");
        }
        usedUntil.values().removeIf(until -> until.isBefore(now));
        if (usedUntil.putIfAbsent(client.clientId() + " " + jti, end.plus(rules.skew()).plusSeconds(1)) != null) {
            return new Wrong("jti was used before");
        }
        return new Good(client);
    }
}
