package io.postiljon.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.crypto.KeyUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The way back from the identity provider (ADR 0018). Every refusal is the same page, at the same pace: a login that was broken off, a
 * token that is wrong, a person whom the letter is not for.
 */
@RestController
class LoginController {
    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);

    private final LoginWalk walk;
    private final LoginSessions sessions;
    private final LetterDesk desk;
    private final LetterPages pages;
    private final AskLimit limit;
    private final EvenPace pace;
    private final LetterSettings settings;
    private final MeterRegistry meters;

    LoginController(LoginWalk walk, LoginSessions sessions, LetterDesk desk, LetterPages pages, AskLimit limit, EvenPace pace, LetterSettings settings,
            MeterRegistry meters) {
        this.walk = walk;
        this.sessions = sessions;
        this.desk = desk;
        this.pages = pages;
        this.limit = limit;
        this.pace = pace;
        this.settings = settings;
        this.meters = meters;
    }

    /** The address holds a code of the provider that is used up here; the page comes under another one. */
    @GetMapping(LoginConfiguration.RETURN_PATH)
    void arrive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = pace.start();
        if (isLimited(request, response)) {
            return;
        }
        LoginWalk.Arrival arrival = walk.finish(LoginCookie.of(request),
                new LoginWalk.Return(only(request, "state"), only(request, "code"), only(request, "error")), traceId(request));
        switch (arrival) {
            case LoginWalk.Arrival.Welcome welcome -> {
                count("login-right");
                LoginCookie.set(response, welcome.cookie());
                LetterController.headers(response, LetterController.POLICY);
                response.setHeader("Location", "/letter/mine");
                response.setStatus(303);
            }
            case LoginWalk.Arrival.Refused refused -> refuse(response, refused.language().orElseGet(() -> language(request)), start);
            case LoginWalk.Arrival.Away away -> away(response, away.language());
        }
    }

    /** The letter of somebody who has logged in. */
    @GetMapping("/letter/mine")
    void mine(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = pace.start();
        if (isLimited(request, response)) {
            return;
        }
        Optional<LoginSessions.Known> known = LoginCookie.of(request).flatMap(sessions::known);
        if (known.isPresent() && desk.open(known.get().asked().code(), known.get().asked().postalCode(), Optional.of(known.get().proof()),
                traceId(request)) instanceof LetterAnswer.Open open) {
            count("shown");
            LetterController.write(response, 200, pages.open(open, known.get().asked().language(), known.get().asked().form()));
        } else {
            refuse(response, language(request), start);
        }
    }

    /** The visitor wants to be forgotten. */
    @PostMapping("/letter/end")
    void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageLanguage language = PageLanguage.of(LetterForm.read(request.getInputStream()).language(), Collections.list(request.getLocales()));
        LoginCookie.of(request).ifPresent(sessions::end);
        LoginCookie.remove(response);
        LetterController.write(response, 200, pages.ended(language));
    }

    private boolean isLimited(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Duration> wait = limit.take(Network.of(request.getRemoteAddr(), request.getHeader("X-Forwarded-For"), settings.proxies()));
        if (wait.isPresent()) {
            count("limited");
            response.setHeader("Retry-After", Long.toString(Math.max(1, wait.get().toSeconds())));
            LetterController.write(response, 429, pages.limited(wait.get(), language(request)));
        }
        return wait.isPresent();
    }

    private void refuse(HttpServletResponse response, PageLanguage language, long start) throws IOException {
        count("login-refused");
        LoginCookie.remove(response);
        byte[] page = pages.notShown(language);
        pace.holdUntilDue(start);
        LetterController.write(response, 403, page);
    }

    private void away(HttpServletResponse response, PageLanguage language) throws IOException {
        count("unavailable");
        LoginCookie.remove(response);
        response.setHeader("Retry-After", "60");
        LetterController.write(response, 503, pages.providerAway(language));
    }

    /** A page for people, and not the problem that programs get. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class, KeyUnavailable.class})
    void broken(RuntimeException broken, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("no answer, {}, trace {}", broken.getClass().getSimpleName(), traceId(request));
        count("unavailable");
        response.setHeader("Retry-After", "60");
        LetterController.write(response, 503, pages.broken(language(request)));
    }

    /** Empty when it is missing, empty, or there twice. */
    private static Optional<String> only(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null || values.length != 1 || values[0].isBlank() || values[0].length() > 2048 ? Optional.empty() : Optional.of(values[0]);
    }

    private static PageLanguage language(HttpServletRequest request) {
        return PageLanguage.of("", Collections.list(request.getLocales()));
    }

    private void count(String outcome) {
        meters.counter("postiljon.letters.asked", "outcome", outcome).increment();
    }

    private static String traceId(HttpServletRequest request) {
        return String.valueOf(request.getAttribute("postiljon.traceId"));
    }
}
