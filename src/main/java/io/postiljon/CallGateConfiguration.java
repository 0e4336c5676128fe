package io.postiljon;

import io.postiljon.intake.CallGate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the gate of {@code intake} before the questions that {@code tracking} answers; the two do not know each other. */
@Configuration(proxyBeanMethods = false)
class CallGateConfiguration implements WebMvcConfigurer {
    private static final String SENDINGS = "/api/v1/messages";
    /** A POST to them brings documents and passes the gate of its own. */
    private static final Set<String> UPLOADS = Set.of(SENDINGS, SENDINGS + "/validate");

    private final CallGate gate;

    CallGateConfiguration(CallGate gate) {
        this.gate = gate;
    }

    @Override public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                if (!(HttpMethod.POST.matches(request.getMethod()) && UPLOADS.contains(request.getRequestURI()))) {
                    gate.pass(request);
                }
                return true;
            }
        }).addPathPatterns(SENDINGS, SENDINGS + "/**", "/api/v1/events", "/api/v1/webhookEndpoints", "/api/v1/webhookEndpoints/**", "/api/v1/refData/**",
                "/api/v1/statements", "/api/v1/statements/**");
    }
}
