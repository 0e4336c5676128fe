package io.postiljon;

import io.postiljon.intake.TokenGate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks access tokens where an agreement does, before every controller and before a byte of a body is read. By the address of the
 * controller and not by what the caller wrote, which has many spellings.
 */
@Configuration(proxyBeanMethods = false)
class TokenGateConfiguration implements WebMvcConfigurer {
    /** What answers without an address of its own is no call that anybody gave a scope: who needs a token has none for it. */
    private static final String UNKNOWN = "/api/";

    private final TokenGate gate;

    TokenGateConfiguration(TokenGate gate) {
        this.gate = gate;
    }

    @Override public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                gate.pass(request, request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern ? pattern : UNKNOWN);
                return true;
            }
        }).order(-1);       // before the quota of the other gate
    }
}
