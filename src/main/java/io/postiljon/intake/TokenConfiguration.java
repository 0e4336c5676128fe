package io.postiljon.intake;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.postiljon.access.AgreementRule;
import io.postiljon.sending.Agreements;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Access tokens by Spring Security's decoder and its validators. Only its HTTP is not used: the keys of the authorisation server come by
 * a route (ADR 0024).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
class TokenConfiguration {
    @Bean AgencyTokens agencyTokens(@Lazy ProducerTemplate routes, TokenSettings settings, @Qualifier("wallClock") Clock wallClock) {
        return settings.enabled() ? new JwtTokens(settings, wallClock, () -> routes.requestBody("direct:intake-fetch-token-keys", "", String.class)) : new NoTokens();
    }

    @Bean TokenGate tokenGate(Agreements agreements, Callers callers, UploadGate gate, AgencyTokens tokens) {
        return new TokenGate(agreements, callers, gate, tokens);
    }

    @Bean AgreementRule tokensCanBeVerified(TokenSettings settings) {
        return new TokenRule(settings.enabled());
    }

    /** No agreement asks a token here; were one asked, none would be good. */
    private static final class NoTokens implements AgencyTokens {
        @Override public Verdict judge(String token) {
            return new Verdict.Unknown();
        }
    }

    static final class JwtTokens implements AgencyTokens, AutoCloseable {
        private static final long ASKED_AT_MOST_EACH_MILLIS = 10_000;
        private static final long REFRESH_AHEAD_MILLIS = 30_000;

        private final TokenSettings settings;
        private final Served served;
        private final JWKSource<SecurityContext> keys;
        private final NimbusJwtDecoder decoder;

        /** @param fetch the key set as text; {@link KeyServerCalls#NOTHING} when it cannot be had */
        JwtTokens(TokenSettings settings, Clock clock, Supplier<String> fetch) {
            this.settings = settings;
            this.served = new Served(fetch);
            this.keys = kept(served);
            this.decoder = decoder(clock);
        }

        @Override public Verdict judge(String token) {
            try {
                return good(decoder.decode(token));
            } catch (JwtValidationException broken) {
                return new Verdict.Bad(coded(broken.getErrors().iterator().next().getErrorCode()));
            } catch (BadJwtException bad) {
                return served.isAway() && served.lacks(keyId(token)) ? new Verdict.Unknown() : new Verdict.Bad("form-key-or-signature");
            } catch (JwtException other) {
                return withoutKey(other);
            }
        }

        /** A key that nobody knows is asked for, but not for each such token; who asks too often is told no while the server answers us. */
        private Verdict withoutKey(JwtException no) {
            for (Throwable cause = no; cause != null; cause = cause.getCause()) {
                if (cause instanceof RateLimitReachedException && !served.isAway()) {
                    return new Verdict.Bad("unknown-key");
                }
                if (cause instanceof KeySourceException) {
                    return new Verdict.Unknown();
                }
            }
            return new Verdict.Bad("unreadable");
        }

        /** Empty when the token says none, or cannot be read. */
        private static Optional<String> keyId(String token) {
            try {
                return Optional.ofNullable(SignedJWT.parse(token).getHeader().getKeyID());
            } catch (ParseException unreadable) {
                return Optional.empty();
            }
        }

        private Verdict good(Jwt token) {
            return new Verdict.Good(token.getClaimAsString(settings.clientClaim()), binding(token), scopes(token));
        }

        private static Optional<String> binding(Jwt token) {
            return token.getClaims().get("cnf") instanceof Map<?, ?> confirmation && confirmation.get("x5t#S256") instanceof String thumbprint
                    ? Optional.of(thumbprint) : Optional.empty();
        }

        /** One text with spaces (RFC 9068), or a list, as some servers write it. */
        private static Set<String> scopes(Jwt token) {
            return switch (token.getClaims().get("scope")) {
                case String words -> Arrays.stream(words.split(" ")).collect(Collectors.toUnmodifiableSet());
                case List<?> words -> words.stream().filter(String.class::isInstance).map(String.class::cast).collect(Collectors.toUnmodifiableSet());
                case null, default -> Set.of();
            };
        }

        private NimbusJwtDecoder decoder(Clock clock) {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()), keys));
            processor.setJWSTypeVerifier((type, context) -> { });               // the validators below do both, the times by our clock
            processor.setJWTClaimsSetVerifier((claims, context) -> { });
            NimbusJwtDecoder made = new NimbusJwtDecoder(processor);
            JwtTimestampValidator times = new JwtTimestampValidator(settings.clockSkew());
            times.setClock(clock);
            made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                    new JwtTypeValidator(settings.types()), new JwtIssuerValidator(settings.issuer().toString()), new JwtAudienceValidator(settings.audience()),
                    times, rule("life", token -> livesRight(token, clock.instant())),
                    rule("claims", token -> token.getClaims().get("sub") instanceof String && token.getClaims().get("jti") instanceof String
                            && token.getClaims().get(settings.clientClaim()) instanceof String))));
            return made;
        }

        /** Spring's validator of times lets one pass that never ends. */
        private boolean livesRight(Jwt token, Instant now) {
            Instant issued = token.getIssuedAt();
            Instant end = token.getExpiresAt();
            return issued != null && end != null && issued.isBefore(end) && !issued.isAfter(now.plus(settings.clockSkew()))
                    && !issued.plus(settings.tokenLife()).isBefore(end);
        }

        private static OAuth2TokenValidator<Jwt> rule(String code, Predicate<Jwt> holds) {
            OAuth2TokenValidatorResult broken = OAuth2TokenValidatorResult.failure(new OAuth2Error(code));
            return token -> holds.test(token) ? OAuth2TokenValidatorResult.success() : broken;
        }

        /** An error's code as it may stand in a log. */
        private static String coded(String error) {
            return error.matches("[a-z_-]{1,40}") ? error : "unknown-error";
        }

        private JWKSource<SecurityContext> kept(JWKSetSource<SecurityContext> source) {
            JWKSourceBuilder<SecurityContext> builder = JWKSourceBuilder.create(source)
                    .cache(settings.keysLife().toMillis(), settings.answer().plus(settings.connect()).toMillis())
                    .refreshAheadCache(Math.min(REFRESH_AHEAD_MILLIS, settings.keysLife().toMillis() / 4), false)
                    .rateLimited(ASKED_AT_MOST_EACH_MILLIS);
            return (settings.keysOutage().isZero() ? builder : builder.outageTolerant(settings.keysOutage().toMillis())).build();
        }

        @Override public void close() throws IOException {
            if (keys instanceof JWKSetBasedJWKSource<SecurityContext> open) {
                open.close();
            }
        }

        /** The key set as the server has it now. */
        private static final class Served implements JWKSetSource<SecurityContext> {
            private final Supplier<String> fetch;
            private volatile boolean away;
            private volatile JWKSet last = new JWKSet();

            Served(Supplier<String> fetch) {
                this.fetch = fetch;
            }

            /** Whether it did not give its keys when it was asked last. */
            boolean isAway() {
                return away;
            }

            /** Whether this key, if it says its name, came after the last answer. */
            boolean lacks(Optional<String> keyId) {
                return keyId.map(last::getKeyByKeyId).isEmpty() && keyId.isPresent();
            }

            @Override public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context) throws KeySourceException {
                try {
                    JWKSet set = JWKSet.parse(fetch.get());
                    last = set;
                    away = false;
                    return set;
                } catch (ParseException notKeys) {
                    away = true;
                    throw new JWKSetUnavailableException("no answer, or one that is no key set");
                }
            }

            @Override public void close() {
                // nothing is held
            }
        }
    }
}
