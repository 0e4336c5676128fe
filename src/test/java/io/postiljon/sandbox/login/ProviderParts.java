package io.postiljon.sandbox.login;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.postiljon.sandbox.parts.RsaKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Spring Authorization Server as the Flemish identity provider is seen from outside: its addresses, scopes and claims. Not marked as a
 * configuration: the gateway looks for those in all our packages, and these parts are none of its own.
 */
@EnableWebSecurity
class ProviderParts {
    /** The least that its login means reach; a test forges another. */
    static final String ACR = "urn:be:vlaanderen:authmech:itsme";
    static final String TOKEN_PATH = "/op/v1/token";
    static final String PASSWORD = "sandbox";

    record Citizens(List<IdentityProvider.Citizen> all) {}

    record Claims(URI issuer, Map<String, Object> others) {}

    @Bean @Order(1) SecurityFilterChain protocol(HttpSecurity http, IdentityProvider.Client client) throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        server.oidc(oidc -> { });
        server.authorizationEndpoint(endpoint -> endpoint.authorizationResponseHandler(ProviderParts::sendBack));
        server.clientAuthentication(clients -> clients.authenticationProviders(providers -> providers.forEach(provider -> trust(provider, client))));
        return http.securityMatcher(server.getEndpointsMatcher()).with(server, as -> { })
                .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .build();
    }

    @Bean @Order(2) SecurityFilterChain pages(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll()).formLogin(form -> form.loginPage("/login")).build();
    }

    /** Nobody stays logged in: the next letter may be for another test citizen. */
    private static void sendBack(HttpServletRequest request, HttpServletResponse response, Authentication done) throws IOException {
        OAuth2AuthorizationCodeRequestAuthenticationToken granted = (OAuth2AuthorizationCodeRequestAuthenticationToken) done;
        request.getSession().invalidate();
        response.sendRedirect(UriComponentsBuilder.fromUriString(granted.getRedirectUri())
                .queryParam("code", granted.getAuthorizationCode().getTokenValue()).queryParam("state", granted.getState()).build().toUriString());
    }

    /** The client's key is known here; its own decoder would fetch it from an address. */
    private static void trust(AuthenticationProvider provider, IdentityProvider.Client client) {
        if (provider instanceof JwtClientAssertionAuthenticationProvider assertions) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withPublicKey(client.key()).signatureAlgorithm(SignatureAlgorithm.RS256).build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(new JwtTimestampValidator(Duration.ofSeconds(10)),
                    new JwtClaimValidator<Object>("iss", value -> value != null && value.toString().equals(client.id())),
                    new JwtClaimValidator<Object>("sub", value -> client.id().equals(value)),
                    new JwtClaimValidator<List<String>>("aud", value -> value != null && value.contains(client.tokenAudience()))));
            assertions.setJwtDecoderFactory(registered -> (JwtDecoder) decoder);
        }
    }

    @Bean AuthorizationServerSettings addresses(Claims claims) {
        return AuthorizationServerSettings.builder().issuer(claims.issuer().toString()).authorizationEndpoint("/op/v1/auth").tokenEndpoint(TOKEN_PATH)
                .jwkSetEndpoint("/op/v1/keys").oidcUserInfoEndpoint("/op/v1/userinfo").oidcLogoutEndpoint("/op/v1/logout")
                .tokenIntrospectionEndpoint("/op/v1/introspect").build();
    }

    /** A code is good for 30 seconds, as at the real one. */
    @Bean RegisteredClientRepository clients(IdentityProvider.Client client) {
        return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1").clientId(client.id())
                .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT).authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(client.returnAddress().toString()).scope("openid").scope("rrn")
                .clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false)
                        .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.RS256).jwkSetUrl("https://localhost/not-asked").build())
                .tokenSettings(TokenSettings.builder().authorizationCodeTimeToLive(Duration.ofSeconds(30)).build()).build());
    }

    @Bean JWKSource<SecurityContext> keys() {
        KeyPair pair = RsaKeys.of("identity-provider");
        return new ImmutableJWKSet<>(new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate()).keyID("sandbox-1").build()));
    }

    /** Of its own tokens, for the user info. */
    @Bean JwtDecoder ownTokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean UserDetailsService people(Citizens citizens) {
        return insz -> citizens.all().stream().filter(one -> one.insz().equals(insz)).findFirst()
                .map(one -> User.withUsername(one.insz()).password("{noop}" + PASSWORD).authorities("citizen").build())
                .orElseThrow(() -> new UsernameNotFoundException("nobody"));
    }

    @Bean OAuth2TokenCustomizer<JwtEncodingContext> tokenClaims(Claims claims) {
        return token -> {
            if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                token.getClaims().claim("rrn", token.getPrincipal().getName()).claim("acr", ACR).subject("sandbox-subject");
                token.getClaims().claims(all -> all.putAll(claims.others()));
            }
        };
    }
}
