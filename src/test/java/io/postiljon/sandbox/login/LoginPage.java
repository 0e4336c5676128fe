package io.postiljon.sandbox.login;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a visitor chooses who he is, or breaks off. */
final class LoginPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PAGE = """
            <!doctype html>
            <html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sandbox: aanmelden</title></head>
            <body><h1>Sandbox: wie bent u?</h1>
            <p>Testburgers. Niemand van hen bestaat.</p>
            %s
            <p><a href="%s">Afbreken</a></p>
            </body></html>
            """;
    private static final String CITIZEN = """
            <form method="post" action="/login"><input type="hidden" name="%s" value="%s"><input type="hidden" name="password" value="%s">
            <button name="username" value="%s">%s (%s)</button></form>
            """;

    private final transient List<IdentityProvider.Citizen> citizens;

    LoginPage(List<IdentityProvider.Citizen> citizens) {
        this.citizens = citizens;
    }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        String forms = citizens.stream().map(one -> CITIZEN.formatted(csrf.getParameterName(), csrf.getToken(), ProviderParts.PASSWORD, one.insz(), one.name(),
                one.insz())).collect(Collectors.joining());
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream().write(PAGE.formatted(forms, breakOff(request).replace("&", "&amp;")).getBytes(StandardCharsets.UTF_8));
    }

    /** As the protocol says it: with the state of whoever sent the visitor. */
    private static String breakOff(HttpServletRequest request) {
        Optional<SavedRequest> asked = Optional.ofNullable(new HttpSessionRequestCache().getRequest(request, null));
        return asked.map(saved -> UriComponentsBuilder.fromUriString(saved.getParameterValues("redirect_uri")[0]).queryParam("error", "access_denied")
                .queryParam("state", saved.getParameterValues("state")[0]).build().toUriString()).orElse("/login");
    }
}
