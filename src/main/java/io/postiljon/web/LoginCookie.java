package io.postiljon.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one cookie of the pages: the name of a login. Of this host only (RFC 6265bis, {@code __Host-}), never for scripts, and not with
 * what another site sends; the redirect of the provider brings it, which {@code Strict} would not. The browser forgets it when it is closed.
 */
final class LoginCookie {
    static final String NAME = "__Host-letter";
    private static final String RULES = "; Path=/; Secure; HttpOnly; SameSite=Lax";

    private LoginCookie() {}

    static Optional<String> of(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream).filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue).filter(value -> value.matches("[0-9A-Za-z_-]{43}")).findFirst();
    }

    static void set(HttpServletResponse response, String name) {
        response.setHeader("Set-Cookie", NAME + "=" + name + RULES);
    }

    static void remove(HttpServletResponse response) {
        response.setHeader("Set-Cookie", NAME + "=; Max-Age=0" + RULES);
    }
}
