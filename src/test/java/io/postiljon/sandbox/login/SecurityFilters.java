package io.postiljon.sandbox.login;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

/** Spring Security's filters. They are made for the first request, so that a start of the sandbox without one does not wait for them. */
final class SecurityFilters implements Filter {
    private final Class<?> parts;
    private final Map<String, Object> given;
    private final Consumer<HttpServletRequest> before;
    private AnnotationConfigWebApplicationContext made;          // guarded by this

    /**
     * @param parts  their configuration
     * @param given  beans for it, by name
     * @param before sees each request first
     */
    SecurityFilters(Class<?> parts, Map<String, Object> given, Consumer<HttpServletRequest> before) {
        this.parts = parts;
        this.given = Map.copyOf(given);
        this.before = before;
    }

    @Override public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        before.accept((HttpServletRequest) request);
        filters(request).doFilter(request, response, chain);
    }

    private synchronized Filter filters(ServletRequest request) {
        if (made == null) {
            AnnotationConfigWebApplicationContext making = new AnnotationConfigWebApplicationContext();
            making.setServletContext(request.getServletContext());
            making.register(parts);
            making.addBeanFactoryPostProcessor(beans -> given.forEach(beans::registerSingleton));
            making.refresh();
            made = making;
        }
        return made.getBean("springSecurityFilterChain", Filter.class);
    }

    /** By the server, when it stops. */
    @Override public synchronized void destroy() {
        if (made != null) {
            made.close();
        }
    }
}
