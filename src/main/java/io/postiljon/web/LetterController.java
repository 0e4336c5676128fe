package io.postiljon.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DownloadCode;
import io.postiljon.crypto.KeyUnavailable;
import io.postiljon.crypto.SealBroken;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ContentDisposition;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pages for recipients of letters on paper, on the public connector (ADR 0014). A code comes in the body of a form, never in an
 * address; every answer may be kept by nobody.
 */
@RestController
class LetterController {
    private static final Logger LOG = LoggerFactory.getLogger(LetterController.class);
    static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String NO_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";
    private static final String HTML = "text/html;charset=utf-8";

    private final LetterDesk desk;
    private final LetterPages pages;
    private final Vault vault;
    private final AskLimit limit;
    private final EvenPace pace;
    private final LoginWalk walk;
    private final LoginSessions sessions;
    private final LetterSettings settings;
    private final MeterRegistry meters;
    private final byte[] style = resource("style.css");
    private final byte[] script = resource("code.js");

    LetterController(LetterDesk desk, LetterPages pages, Vault vault, AskLimit limit, EvenPace pace, LoginWalk walk, LoginSessions sessions,
            LetterSettings settings, MeterRegistry meters) {
        this.desk = desk;
        this.pages = pages;
        this.vault = vault;
        this.limit = limit;
        this.pace = pace;
        this.walk = walk;
        this.sessions = sessions;
        this.settings = settings;
        this.meters = meters;
    }

    @GetMapping({"/letter", "/letter/"})
    void form(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, 200, pages.form(LetterPages.Form.FETCH, language(request), empty(), Optional.empty()));
    }

    @GetMapping("/letter/check")
    void checkForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, 200, pages.form(LetterPages.Form.CHECK, language(request), empty(), Optional.empty()));
    }

    @GetMapping("/letter/about")
    void about(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(response, 200, pages.about(language(request)));
    }

    @GetMapping("/letter/style.css")
    void style(HttpServletResponse response) throws IOException {
        asset(response, "text/css;charset=utf-8", style);
    }

    @GetMapping("/letter/code.js")
    void script(HttpServletResponse response) throws IOException {
        asset(response, "text/javascript;charset=utf-8", script);
    }

    @PostMapping("/letter")
    void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ask(LetterPages.Form.FETCH, request, response, (code, form) -> desk.open(code, form.postalCode(), proof(request), traceId(request)));
    }

    @PostMapping("/letter/check")
    void check(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ask(LetterPages.Form.CHECK, request, response, (code, form) -> desk.check(code, traceId(request)));
    }

    @PostMapping("/letter/document")
    void document(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ask(LetterPages.Form.FETCH, request, response, (code, form) -> form.document().matches("[1-9][0-9]?")
                ? desk.fetch(code, form.postalCode(), proof(request), Integer.parseInt(form.document()) - 1, traceId(request)) : new LetterAnswer.Unknown());
    }

    @FunctionalInterface
    private interface Question {
        LetterAnswer answer(DownloadCode code, LetterForm form);
    }

    private void ask(LetterPages.Form page, HttpServletRequest request, HttpServletResponse response, Question question) throws IOException {
        long start = pace.start();
        LetterForm form = LetterForm.read(request.getInputStream());
        PageLanguage language = PageLanguage.of(form.language(), Collections.list(request.getLocales()));
        Optional<Duration> wait = limit.take(Network.of(request.getRemoteAddr(), request.getHeader("X-Forwarded-For"), settings.proxies()));
        if (wait.isPresent()) {
            count("limited");
            response.setHeader("Retry-After", Long.toString(Math.max(1, wait.get().toSeconds())));
            write(response, 429, pages.limited(wait.get(), language));
            return;
        }
        Optional<DownloadCode> code = DownloadCode.parse(form.code());
        if (code.isEmpty()) {
            count("typing");
            write(response, 400, pages.form(page, language, form,
                    Optional.of(form.code().isBlank() ? LetterPages.Mistake.CODE_MISSING : LetterPages.Mistake.CODE_TYPING)));
            return;
        }
        LetterAnswer answer = question.answer(code.get(), form);
        if (answer instanceof LetterAnswer.LoginWanted) {
            askToLogIn(new LoginSessions.Asked(code.get(), form.postalCode(), language), request, response);
        } else {
            tell(answer, page, form, language, request, response, start);
        }
    }

    /** The way to the provider is a link, which the policy of the page lets go where no form may. */
    private void askToLogIn(LoginSessions.Asked asked, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<LoginWalk.Begun> begun = walk.begin(request, asked);
        if (begun.isEmpty()) {
            count("unavailable");
            response.setHeader("Retry-After", "60");
            write(response, 503, pages.broken(asked.language()));
            return;
        }
        count("login");
        LoginCookie.of(request).ifPresent(sessions::end);       // a login for another letter, or one that was left
        LoginCookie.set(response, begun.get().cookie());
        write(response, 200, pages.login(begun.get().address(), asked.form(), asked.language()));
    }

    private Optional<LetterProof> proof(HttpServletRequest request) {
        return LoginCookie.of(request).flatMap(sessions::known).map(LoginSessions.Known::proof);
    }

    private void tell(LetterAnswer answer, LetterPages.Form page, LetterForm form, PageLanguage language, HttpServletRequest request,
            HttpServletResponse response, long start) throws IOException {
        switch (answer) {
            case LetterAnswer.Open open -> {
                count("shown");
                write(response, 200, pages.open(open, language, form));
            }
            case LetterAnswer.LoginWanted wanted -> throw new IllegalStateException("a login is asked before anything is told");
            case LetterAnswer.Real real -> {
                count("checked");
                write(response, 200, pages.real(real, language, form));
            }
            case LetterAnswer.Fetched fetched -> send(fetched, language, request, response);
            case LetterAnswer.Unknown unknown -> {
                count("unknown");
                byte[] body = pages.form(page, language, form, Optional.of(LetterPages.Mistake.UNKNOWN));
                pace.holdUntilDue(start);
                write(response, 404, body);
            }
            case LetterAnswer.Closed closed -> {
                count("closed");
                write(response, 410, pages.closed(language));
            }
            case LetterAnswer.Resting resting -> {
                count("resting");
                write(response, 429, pages.resting(resting, language));
            }
        }
    }

    /** Nothing of a damaged document leaves: it is read to its end once before its first byte goes. */
    private void send(LetterAnswer.Fetched fetched, PageLanguage language, HttpServletRequest request, HttpServletResponse response) throws IOException {
        StoredDocument document = fetched.document();
        if (!isSound(document)) {
            count("broken");
            LOG.error("original {} of sending {} cannot be given: it is damaged or missing", document.id(), fetched.letter().sending());
            write(response, 503, pages.broken(language));
            return;
        }
        count("fetched");
        headers(response, NO_POLICY);
        response.setContentType("application/pdf");
        response.setContentLengthLong(document.sizeBytes());
        response.setHeader("Content-Disposition", ContentDisposition.attachment().filename(fetched.fileName(), StandardCharsets.UTF_8).build().toString());
        response.setHeader("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(document.digest().bytes()) + ":");
        try (InputStream content = vault.open(document)) {
            content.transferTo(response.getOutputStream());
        }
        if (fetched.letter().factor().asksLogin()) {
            LoginCookie.of(request).ifPresent(name -> sessions.noteFetched(name, document.ordinal(), fetched.letter().documents().size()));
        }
    }

    private boolean isSound(StoredDocument document) {
        try (InputStream content = vault.open(document)) {
            return ContentDigest.of(content).equals(ContentDigest.ofBytes(document.digest().bytes()));
        } catch (IOException | SealBroken damaged) {
            return false;
        }
    }

    /** A page for people, and not the problem that programs get. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class, KeyUnavailable.class})
    void away(RuntimeException away, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("no answer, {}, trace {}", away.getClass().getSimpleName(), traceId(request));
        count("unavailable");
        if (!response.isCommitted()) {
            response.setHeader("Retry-After", "60");
            write(response, 503, pages.broken(PageLanguage.of("", Collections.list(request.getLocales()))));
        }
    }

    private static LetterForm empty() {
        return new LetterForm("", "", "", "");
    }

    private void count(String outcome) {
        meters.counter("postiljon.letters.asked", "outcome", outcome).increment();
    }

    private static String traceId(HttpServletRequest request) {
        return String.valueOf(request.getAttribute("postiljon.traceId"));
    }

    /** The address may name a language, and nothing else is read from it. */
    private static PageLanguage language(HttpServletRequest request) {
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        return PageLanguage.of(query.startsWith("lang=") ? query.substring("lang=".length()) : "", Collections.list(request.getLocales()));
    }

    static void write(HttpServletResponse response, int status, byte[] page) throws IOException {
        response.setStatus(status);
        headers(response, POLICY);
        response.setContentType(HTML);
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static void asset(HttpServletResponse response, String mediaType, byte[] body) throws IOException {
        headers(response, NO_POLICY);
        response.setHeader("Cache-Control", "public, max-age=3600");
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static void headers(HttpServletResponse response, String policy) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), browsing-topics=()");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
    }

    private static byte[] resource(String name) {
        try (InputStream in = LetterController.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException | NullPointerException missing) {
            throw new IllegalStateException("the page lacks its " + name, missing);
        }
    }
}
