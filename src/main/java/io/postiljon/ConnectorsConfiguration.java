package io.postiljon;

import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.Randoms;
import io.postiljon.crypto.TlsPair;
import io.postiljon.intake.DoorRefusals;
import io.postiljon.intake.TraceId;
import io.postiljon.keys.ServerCertificates;
import io.postiljon.trust.TrustedAuthorities;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;

/**
 * The two HTTPS connectors and what each request passes first: a trace id, the right door, the firewall of Spring Security. Who an
 * agency is, is decided by {@code intake} from the certificate that TLS proved; there is no login here.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ApiSettings.class, PublicSettings.class})
class ConnectorsConfiguration {
    private static final int HEADER_BYTES = 32 * 1024;
    /** A gap between two bytes of a request head; ends who sends one byte each ten seconds. */
    private static final int HEAD_SILENCE_MILLIS = 8_000;
    private static final int KEEP_ALIVE_MILLIS = 75_000;
    /** A refused upload is read to its end up to here, so that its sender gets the answer and not a reset. */
    static final int SWALLOW_BYTES = 32 * 1024 * 1024;

    @Bean WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectors(ApiSettings api, PublicSettings open, TrustedAuthorities authorities,
            ServerCertificates certificates) {
        return factory -> {
            Connector publicConnector = new Connector(StrictHttpProtocol.class.getName());
            publicConnector.setPort(open.port());
            limit(publicConnector, open.connections(), api.bodySilence());
            TlsPair publicPair = TlsPair.read(open.certificate(), open.key());
            certificates.add(KeyPurpose.PUBLIC_SERVER, "postiljon.public", open.certificate(), open.key(), publicPair,
                    ConnectorTls.secure(publicConnector, publicPair, Optional.empty()));
            factory.setPort(api.port());
            factory.setProtocol(StrictHttpProtocol.class.getName());
            factory.setRegisterDefaultServlet(false);
            factory.addConnectorCustomizers(connector -> {
                limit(connector, api.connections(), api.bodySilence());
                TlsPair pair = TlsPair.read(api.certificate(), api.key());
                certificates.add(KeyPurpose.API_SERVER, "postiljon.api", api.certificate(), api.key(), pair,
                        ConnectorTls.secure(connector, pair, Optional.of(authorities)));
            });
            factory.addAdditionalTomcatConnectors(publicConnector);
            factory.addEngineValves(new EntranceValve(publicConnector));
            factory.addContextCustomizers(context -> {
                silence((StandardHost) context.getParent());
                context.setMapperContextRootRedirectEnabled(false);
                context.setMapperDirectoryRedirectEnabled(false);
            });
        };
    }

    /** Spring Boot adds a valve that writes a page, in the look of the container, where no error page of ours is reached. */
    private static void silence(StandardHost host) {
        for (Valve valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        host.setErrorReportValveClass(SilentErrorValve.class.getName());
    }

    private static void limit(Connector connector, int connections, Duration bodySilence) {
        connector.setAllowTrace(false);
        connector.setMaxPostSize(0);
        connector.setMaxParameterCount(100);
        connector.setEncodedSolidusHandling("reject");
        connector.setXpoweredBy(false);
        AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        protocol.setMaxConnections(connections);
        protocol.setConnectionTimeout(HEAD_SILENCE_MILLIS);
        protocol.setDisableUploadTimeout(false);
        protocol.setConnectionUploadTimeout((int) bodySilence.toMillis());
        protocol.setKeepAliveTimeout(KEEP_ALIVE_MILLIS);
        protocol.setMaxKeepAliveRequests(-1);
        protocol.setMaxHttpRequestHeaderSize(HEADER_BYTES);
        protocol.setMaxHttpResponseHeaderSize(HEADER_BYTES);
        protocol.setMaxHeaderCount(100);
        protocol.setMaxSwallowSize(SWALLOW_BYTES);
        protocol.setMaxExtensionSize(1024);
        protocol.setMaxTrailerSize(1024);
        protocol.setContinueResponseTiming("onRead");
        protocol.setServerRemoveAppProvidedValues(true);
        protocol.setTcpNoDelay(true);
    }

    @Bean FilterRegistrationBean<TraceFilter> traceFilter(Clock clock) {
        Supplier<TraceId> ids = () -> new TraceId(Randoms.uuidV7(clock.instant()));
        FilterRegistrationBean<TraceFilter> registration = new FilterRegistrationBean<>(new TraceFilter(ids));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean FilterRegistrationBean<DoorFilter> doorFilter(DoorRefusals refusals) {
        FilterRegistrationBean<DoorFilter> registration = new FilterRegistrationBean<>(new DoorFilter(refusals));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** Everything but the management port: no session, no login, no cross-site form to protect. */
    @Bean @Order(Ordered.LOWEST_PRECEDENCE - 10) SecurityFilterChain doors(HttpSecurity http) throws Exception {
        return http
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .headers(headers -> headers.cacheControl(cache -> cache.disable()))
                .build();
    }

    /** Which methods an address has, its controller says, with 405 and Allow. */
    @Bean HttpFirewall httpFirewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /** Nobody but {@code intake} reads multipart bodies, as a stream. */
    @Bean MultipartResolver multipartResolver() {
        return new MultipartResolver() {
            @Override public boolean isMultipart(HttpServletRequest request) {
                return false;
            }

            @Override public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
                throw new IllegalStateException("no multipart body is read here");
            }

            @Override public void cleanupMultipart(MultipartHttpServletRequest request) {
                // nothing was read
            }
        };
    }
}
