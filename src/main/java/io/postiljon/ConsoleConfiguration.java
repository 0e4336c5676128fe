package io.postiljon;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The management port: Hawtio, health and metrics behind one login. Only this port knows the paths under {@code /actuator};
 * what the console may do to a route stands in {@code jolokia-access.xml}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleSettings.class)
class ConsoleConfiguration {
    private static final String ACTUATOR = "/actuator/";

    @Bean PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean UserDetailsService operators(ConsoleSettings settings, PasswordEncoder encoder) {
        return new InMemoryUserDetailsManager(User.withUsername(settings.user())
                .password(encoder.encode(SecretFile.read("console.password-file", settings.passwordFile())))
                .roles("OPERATOR").build());
    }

    @Bean @Order(1) SecurityFilterChain console(HttpSecurity http, ConsoleSettings settings) throws Exception {
        RequestMatcher console = request -> request.getServletPath().startsWith(ACTUATOR) || request.getServletPath().equals("/actuator")
                || request.getServletPath().equals("/login");
        CsrfTokenRequestAttributeHandler plainToken = new CsrfTokenRequestAttributeHandler();
        plainToken.setCsrfRequestAttributeName(null);       // at once: Hawtio reads the cookie before its first call
        return http.securityMatcher(console)
                .authorizeHttpRequests(rules -> {
                    if (settings.openHealth()) {
                        rules.requestMatchers(path("/actuator/health"), path("/actuator/prometheus"), path("/actuator/metrics")).permitAll();
                    } else {
                        rules.requestMatchers(path("/actuator/health/liveness"), path("/actuator/health/readiness")).permitAll();
                    }
                    rules.requestMatchers(ConsoleConfiguration::putsAPersonIntoTheAddress).denyAll();
                    rules.anyRequest().hasRole("OPERATOR");
                })
                .httpBasic(Customizer.withDefaults())
                .formLogin(login -> login.defaultSuccessUrl("/actuator/hawtio/", true))
                .exceptionHandling(faults -> faults.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), path("/actuator/jolokia")))
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse()).csrfTokenRequestHandler(plainToken))
                .build();
    }

    /** A call by GET has its arguments in the address; this one's are the number of a person. */
    private static boolean putsAPersonIntoTheAddress(HttpServletRequest request) {
        return !request.getMethod().equals("POST") && String.valueOf(request.getPathInfo()).contains(PersonsConsole.NAME);
    }

    private static RequestMatcher path(String start) {
        return request -> request.getServletPath().equals(start) || request.getServletPath().startsWith(start + "/");
    }
}
