package io.postiljon.sandbox.login;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Spring Authorization Server with one grant, client credentials over mutual TLS. Its tokens have the form of RFC 9068. Not marked as a
 * configuration: the gateway looks for those in all our packages, and these parts are none of its own.
 */
@EnableWebSecurity
class TokenParts {
    static final String TOKEN_PATH = "/token";
    static final String KEYS_PATH = "/keys";
    private static final Duration LIFE = Duration.ofMinutes(5);

    record Clients(List<AuthorisationServer.Client> all) {}

    record Keys(Supplier<JWKSet> now) {}

    @Bean SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
        return http.securityMatcher(server.getEndpointsMatcher()).with(server, as -> { })
                .authorizeHttpRequests(rules -> rules.anyRequest().authenticated()).build();
    }

    @Bean AuthorizationServerSettings addresses(URI issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer.toString()).tokenEndpoint(TOKEN_PATH).jwkSetEndpoint(KEYS_PATH).build();
    }

    @Bean RegisteredClientRepository clients(Clients clients) {
        return new InMemoryRegisteredClientRepository(clients.all().stream().map(TokenParts::registered).toList());
    }

    private static RegisteredClient registered(AuthorisationServer.Client client) {
        return RegisteredClient.withId(client.id()).clientId(client.id())
                .clientAuthenticationMethod(ClientAuthenticationMethod.TLS_CLIENT_AUTH).authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> scopes.addAll(client.scopes()))
                .clientSettings(ClientSettings.builder().x509CertificateSubjectDN(client.certificate().getSubjectX500Principal().getName()).build())
                .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(LIFE).x509CertificateBoundAccessTokens(true).build()).build();
    }

    @Bean JWKSource<SecurityContext> keys(Keys keys) {
        return (selector, context) -> selector.select(keys.now().get());
    }

    @Bean OAuth2TokenCustomizer<JwtEncodingContext> accessTokens() {
        return token -> {
            token.getJwsHeader().algorithm(SignatureAlgorithm.ES256).type("at+jwt");
            token.getClaims().audience(List.of(AuthorisationServer.AUDIENCE)).claim("client_id", token.getRegisteredClient().getClientId())
                    .claim("scope", String.join(" ", token.getAuthorizedScopes()));
        };
    }
}
