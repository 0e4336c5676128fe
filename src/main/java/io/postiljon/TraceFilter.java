package io.postiljon;

import io.postiljon.intake.TraceId;
import io.postiljon.sending.PersonNumbers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request our id, in its answer, its log lines and its records. The caller's ids are given back when they have the form of an
 * id; they never reach a log. Nothing may be cached unless a page says so.
 */
final class TraceFilter extends OncePerRequestFilter {
    private static final Pattern TRACE = Pattern.compile("[A-Za-z0-9-]{1,36}");
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final Supplier<TraceId> ids;

    TraceFilter(Supplier<TraceId> ids) {
        this.ids = ids;
    }

    /** What the container refused before any filter gets its id now. */
    @Override protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getAttribute(TraceId.ATTRIBUTE) != null;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TraceId traceId = ids.get();
        request.setAttribute(TraceId.ATTRIBUTE, traceId);
        response.setHeader("BelGov-Trace-Id", traceId.toString());
        echo(request.getHeader("BelGov-Trace-Id"), TRACE, response, "BelGov-Related-Trace-Id");
        echo(request.getHeader("x-correlation-id"), CORRELATION, response, "x-correlation-id");
        response.setHeader("Cache-Control", "no-store");
        MDC.put("traceId", traceId.toString());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("traceId");
        }
    }

    private static void echo(String value, Pattern form, HttpServletResponse response, String header) {
        if (value != null && form.matcher(value).matches() && !PersonNumbers.occurIn(value)) {
            response.setHeader(header, value);
        }
    }
}
