package io.postiljon;

import io.postiljon.intake.Complaint;
import io.postiljon.intake.DoorRefusals;
import io.postiljon.sending.PersonNumbers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the API and the public pages on their own connectors: a path of one answers 421 on the other. Also refuses an address that
 * holds the number of a person, before anything writes it down.
 */
final class DoorFilter extends OncePerRequestFilter {
    private static final List<String> PUBLIC_PATHS = List.of("/api/v1/doc/", "/problems/", "/.well-known/");
    /** Spellings by which one address can pass for another. */
    private static final Pattern ODD_PATH = Pattern.compile("//|;|\\\\|\\.\\.|%(?i:2[5ef]|5c|3b|0[0-9a-f]|1[0-9a-f])");
    private static final String BOTH = "/api/v1/health";

    private final DoorRefusals refusals;

    DoorFilter(DoorRefusals refusals) {
        this.refusals = refusals;
    }

    @Override protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (ODD_PATH.matcher(path).find()) {
            refusals.refuse(request, response, Complaint.REQUEST);
        } else if (holdsNumber(path) || request.getQueryString() != null && holdsNumber(request.getQueryString())) {
            refusals.refuse(request, response, Complaint.NUMBER_IN_URL);
        } else if (!path.equals(BOTH) && belongsTo(path) != EntranceValve.doorOf(request)) {
            refusals.refuse(request, response, Complaint.OTHER_HOST);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** As it is written, and as it reads when it is decoded. */
    private static boolean holdsNumber(String address) {
        return PersonNumbers.occurIn(address) || PersonNumbers.occurIn(decoded(address));
    }

    private static String decoded(String address) {
        try {
            return URLDecoder.decode(address, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return address;
        }
    }

    private static EntranceValve.Door belongsTo(String path) {
        boolean open = !path.startsWith("/api/") || PUBLIC_PATHS.stream().anyMatch(path::startsWith);
        return open ? EntranceValve.Door.PUBLIC : EntranceValve.Door.API;
    }
}
