package io.postiljon.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.postiljon.crypto.FollowedClientKey;
import io.postiljon.sending.Insz;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.core.endpoint.DefaultMapOAuth2AccessTokenResponseConverter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.MultiValueMap;

/**
 * Login of recipients by Spring Security's OAuth 2 client: its request (state, nonce, PKCE), its exchange of the code, its checks of
 * the token. Only its HTTP is not used: both calls to the provider are routes (ADR 0018).
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LoginSettings.class)
class LoginConfiguration {
    /** Where the provider sends visitors back to. */
    static final String RETURN_PATH = "/letter/login/return";

    @Bean CitizenLogin citizenLoginFlow(@Lazy ProducerTemplate routes, LoginSettings settings, @Value("${postiljon.public.base-url}") String baseUrl,
            @Qualifier("wallClock") Clock wallClock) {
        return settings.enabled() ? OidcLogin.of(settings, baseUrl, wallClock,
                form -> routes.requestBody("direct:web-exchange-code", form, ProviderAnswer.class),
                () -> routes.requestBody("direct:web-fetch-keys", "", ProviderAnswer.class)) : new NoLogin();
    }

    private static final class NoLogin implements CitizenLogin {
        @Override public Optional<Start> start(HttpServletRequest request, PageLanguage language) {
            return Optional.empty();
        }

        @Override public Outcome finish(Attempt attempt, String state, String code) {
            return new Outcome.Unavailable("no-provider");
        }
    }

    /** The provider gave no answer, or one that blames us. */
    private static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Away(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Spring Security's parts, put together without its filters: their state would be a session of the container. */
    static final class OidcLogin implements CitizenLogin {
        private static final String ID = "citizens";
        private static final Set<String> OUR_FAULT = Set.of("invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");
        private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);
        private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

        private final LoginSettings settings;
        private final ClientRegistration registration;
        private final FollowedClientKey key;
        private final Clock clock;
        private final Function<String, ProviderAnswer> tokenService;
        private final DefaultOAuth2AuthorizationRequestResolver requests;
        private final DefaultOAuth2TokenRequestParametersConverter<OAuth2AuthorizationCodeGrantRequest> parameters =
                new DefaultOAuth2TokenRequestParametersConverter<>();
        private final OidcAuthorizationCodeAuthenticationProvider provider;
        private final ObjectMapper json = new ObjectMapper();

        private OidcLogin(LoginSettings settings, ClientRegistration registration, FollowedClientKey key, Clock clock,
                Function<String, ProviderAnswer> tokenService, Supplier<ProviderAnswer> keys) {
            this.settings = settings;
            this.registration = registration;
            this.key = key;
            this.clock = clock;
            this.tokenService = tokenService;
            this.requests = new DefaultOAuth2AuthorizationRequestResolver(new InMemoryClientRegistrationRepository(registration), "/nowhere");
            requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
            this.provider = new OidcAuthorizationCodeAuthenticationProvider(this::exchange, request -> user(request.getIdToken()));
            NimbusJwtDecoder decoder = decoder(keys);
            provider.setJwtDecoderFactory(ours -> decoder);
        }

        /** @param tokenService posts a form to the provider  @param keys fetches its keys */
        static OidcLogin of(LoginSettings settings, String baseUrl, Clock clock, Function<String, ProviderAnswer> tokenService, Supplier<ProviderAnswer> keys) {
            ClientRegistration registration = ClientRegistration.withRegistrationId(ID).clientId(settings.clientId())
                    .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(baseUrl + RETURN_PATH).scope(settings.scopes()).issuerUri(settings.issuer().toString())
                    .authorizationUri(settings.authorizationUrl().toString()).tokenUri(settings.tokenUrl().toString())
                    .jwkSetUri(settings.keysUrl().toString()).build();
            return new OidcLogin(settings, registration, new FollowedClientKey(settings.keyFile(), Optional.ofNullable(settings.passwordFile())), clock, tokenService, keys);
        }

        @Override public Optional<Start> start(HttpServletRequest request, PageLanguage language) {
            OAuth2AuthorizationRequest made = requests.resolve(request, ID);
            OAuth2AuthorizationRequest asked = OAuth2AuthorizationRequest.from(made).additionalParameters(more -> {
                more.put("acr_values", settings.acrEnough().stream().sorted().collect(Collectors.joining(" ")));
                more.put("ui_locales", language.code());
            }).build();
            return Optional.of(new Start(URI.create(asked.getAuthorizationRequestUri()), new Attempt(asked.getState(),
                    made.getAttribute(OidcParameterNames.NONCE), made.getAttribute(PkceParameterNames.CODE_VERIFIER))));
        }

        @Override public Outcome finish(Attempt attempt, String state, String code) {
            OAuth2AuthorizationRequest asked = OAuth2AuthorizationRequest.authorizationCode().clientId(registration.getClientId())
                    .authorizationUri(registration.getProviderDetails().getAuthorizationUri()).redirectUri(registration.getRedirectUri())
                    .scopes(registration.getScopes()).state(attempt.state())
                    .attributes(kept -> kept.putAll(Map.of(OidcParameterNames.NONCE, attempt.nonce(), PkceParameterNames.CODE_VERIFIER, attempt.verifier())))
                    .build();
            OAuth2AuthorizationResponse answered = OAuth2AuthorizationResponse.success(code).redirectUri(registration.getRedirectUri()).state(state).build();
            try {
                OAuth2LoginAuthenticationToken done = (OAuth2LoginAuthenticationToken) provider.authenticate(
                        new OAuth2LoginAuthenticationToken(registration, new OAuth2AuthorizationExchange(asked, answered)));
                return person(((OidcUser) done.getPrincipal()).getIdToken());
            } catch (OAuth2AuthenticationException no) {
                return isWithoutKeys(no) ? new Outcome.Unavailable("no-keys") : new Outcome.Refused(reason(no));
            } catch (Away away) {
                return new Outcome.Unavailable(away.getMessage());
            }
        }

        private Outcome person(OidcIdToken token) {
            try {
                return token.getClaims().get(settings.inszClaim()) instanceof String digits ? new Outcome.Known(new Insz(digits))
                        : new Outcome.Refused("no-insz");
            } catch (IllegalArgumentException wrong) {
                return new Outcome.Refused("no-insz");
            }
        }

        private OAuth2AccessTokenResponse exchange(OAuth2AuthorizationCodeGrantRequest grant) {
            MultiValueMap<String, String> fields = parameters.convert(grant);
            fields.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            fields.set("client_assertion", key.signer().sign(registration.getClientId(), settings.expectedAudience(), clock.instant(), ASSERTION_LIFE));
            String form = fields.entrySet().stream().flatMap(field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                    .collect(Collectors.joining("&"));
            return switch (tokenService.apply(form)) {
                case ProviderAnswer.Nothing nothing -> throw new Away("no-answer");
                case ProviderAnswer.Said said -> granted(said);
            };
        }

        private OAuth2AccessTokenResponse granted(ProviderAnswer.Said said) {
            if (said.status() >= 500 || said.status() == 429) {
                throw new Away("status-" + said.status());
            }
            Map<String, Object> members = members(said.body());
            if (said.status() != 200) {
                String error = coded(String.valueOf(members.get("error")));
                if (OUR_FAULT.contains(error)) {
                    throw new Away(error);
                }
                throw new OAuth2AuthorizationException(new OAuth2Error(error));
            }
            try {
                return new DefaultMapOAuth2AccessTokenResponseConverter().convert(members);
            } catch (IllegalArgumentException incomplete) {
                throw new Away("answer-unreadable");
            }
        }

        private Map<String, Object> members(String body) {
            try {
                return json.readValue(body, MEMBERS);
            } catch (JsonProcessingException notJson) {
                throw new Away("answer-unreadable");
            }
        }

        private NimbusJwtDecoder decoder(Supplier<ProviderAnswer> keys) {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()), source(keys)));
            processor.setJWTClaimsSetVerifier((claims, context) -> { });        // the validators below do it, by our clock
            NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
            JwtTimestampValidator times = new JwtTimestampValidator(settings.clockSkew());
            times.setClock(clock);
            OidcIdTokenValidator token = new OidcIdTokenValidator(registration);
            token.setClock(clock);
            token.setClockSkew(settings.clockSkew());
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(times, token, level())));
            return decoder;
        }

        /** Kept for a while, and asked for again for a key that nobody knows yet, but not for each such token. */
        private JWKSource<SecurityContext> source(Supplier<ProviderAnswer> keys) {
            URL address;
            try {
                address = settings.keysUrl().toURL();
            } catch (MalformedURLException impossible) {
                throw new IllegalArgumentException("web.login.keys-url is no address", impossible);
            }
            return JWKSourceBuilder.<SecurityContext>create(address, url -> {
                if (keys.get() instanceof ProviderAnswer.Said said && said.status() == 200) {
                    return new Resource(said.body(), "application/json");
                }
                throw new IOException("the provider's keys cannot be had");
            }).cache(settings.keysLife().toMillis(), settings.answer().plus(settings.connect()).toMillis()).rateLimited(true).build();
        }

        /** Values are compared letter by letter: one of another case is another one. */
        private OAuth2TokenValidator<Jwt> level() {
            OAuth2TokenValidatorResult tooLow = OAuth2TokenValidatorResult.failure(new OAuth2Error("assurance_too_low"));
            Set<String> enough = settings.acrEnough();
            return token -> token.getClaims().get("acr") instanceof String acr && enough.contains(acr) ? OAuth2TokenValidatorResult.success() : tooLow;
        }

        private static OidcUser user(OidcIdToken token) {
            return new DefaultOidcUser(Set.of(new OidcUserAuthority(token)), token);
        }

        /** The first rule that the token breaks, where it was whole so far; else what Spring Security says. */
        private static String reason(OAuth2AuthenticationException no) {
            return coded(no.getCause() instanceof JwtValidationException broken ? broken.getErrors().iterator().next().getErrorCode()
                    : no.getError().getErrorCode());
        }

        private static boolean isWithoutKeys(Throwable no) {
            for (Throwable cause = no; cause != null; cause = cause.getCause()) {
                if (cause instanceof KeySourceException) {
                    return true;
                }
            }
            return false;
        }

        /** An error's code as it may stand in a log. */
        private static String coded(String error) {
            return error.matches("[a-z_-]{1,40}") ? error : "unknown-error";
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
