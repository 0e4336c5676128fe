package io.postiljon.web;

import io.postiljon.crypto.ContentDigest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recipient on his way to the identity provider and back. The provider is asked outside of any transaction. Why somebody was refused
 * stands in the log as a code; to him all reasons look the same.
 */
final class LoginWalk {
    private static final Logger LOG = LoggerFactory.getLogger(LoginWalk.class);

    private final CitizenLogin login;
    private final LoginSessions sessions;
    private final LetterDesk desk;

    LoginWalk(CitizenLogin login, LoginSessions sessions, LetterDesk desk) {
        this.login = login;
        this.sessions = sessions;
        this.desk = desk;
    }

    /** @param cookie the name that his browser keeps  @param address of the provider */
    record Begun(String cookie, URI address) {
        @Override public String toString() {
            return "Begun[***]";
        }
    }

    /** Empty when nobody can log in now: this gateway has no provider, or too many are on their way. */
    Optional<Begun> begin(HttpServletRequest request, LoginSessions.Asked asked) {
        return login.start(request, asked.language())
                .flatMap(start -> sessions.begin(asked, start.attempt()).map(name -> new Begun(name, start.address())));
    }

    /** What the provider's redirect says. @param error a refusal of the provider, or of the visitor */
    record Return(Optional<String> state, Optional<String> code, Optional<String> error) {
        @Override public String toString() {
            return "Return[***]";
        }
    }

    sealed interface Arrival {
        /** @param cookie the new name for his browser */
        record Welcome(String cookie) implements Arrival {}

        /** @param language of the page where he started, when that is known */
        record Refused(Optional<PageLanguage> language) implements Arrival {}

        record Away(PageLanguage language) implements Arrival {}
    }

    Arrival finish(Optional<String> cookie, Return answer, String traceId) {
        Optional<LoginSessions.Underway> underway = cookie.flatMap(sessions::take);
        if (underway.isEmpty()) {
            return refused("no-login-under-way", Optional.empty(), traceId);
        }
        PageLanguage language = underway.get().asked().language();
        CitizenLogin.Attempt attempt = underway.get().attempt();
        if (answer.state().filter(state -> isSame(state, attempt.state())).isEmpty()) {
            return refused("foreign-state", Optional.of(language), traceId);
        }
        if (answer.error().isPresent() || answer.code().isEmpty()) {
            return refused("not-logged-in", Optional.of(language), traceId);
        }
        return switch (login.finish(attempt, answer.state().get(), answer.code().get())) {
            case CitizenLogin.Outcome.Known known -> judged(underway.get().asked(), known, traceId);
            case CitizenLogin.Outcome.Refused refusal -> refused(refusal.reason(), Optional.of(language), traceId);
            case CitizenLogin.Outcome.Unavailable away -> {
                LOG.warn("the identity provider cannot be used: {}, trace {}", away.reason(), traceId);
                yield new Arrival.Away(language);
            }
        };
    }

    private Arrival judged(LoginSessions.Asked asked, CitizenLogin.Outcome.Known known, String traceId) {
        Optional<LetterProof> proof = desk.prove(asked.code(), asked.postalCode(), known.person(), traceId);
        return proof.isEmpty() ? refused("not-for-this-letter", Optional.of(asked.language()), traceId)
                : sessions.know(asked, proof.get()).<Arrival>map(Arrival.Welcome::new).orElseGet(() -> new Arrival.Away(asked.language()));
    }

    private static Arrival refused(String reason, Optional<PageLanguage> language, String traceId) {
        LOG.info("a login was refused: {}, trace {}", reason, traceId);
        return new Arrival.Refused(language);
    }

    private static boolean isSame(String one, String other) {
        return ContentDigest.of(one.getBytes(StandardCharsets.UTF_8)).equals(ContentDigest.of(other.getBytes(StandardCharsets.UTF_8)));
    }
}
