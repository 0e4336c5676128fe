package io.postiljon.web;

import io.postiljon.crypto.DownloadCode;
import io.postiljon.crypto.Randoms;
import io.postiljon.store.LetterLogins;
import io.postiljon.store.PieceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is remembered of a visitor who logs in, for minutes. The name of it is in his cookie; after the login it is another one, so
 * that a name which somebody planted is worth nothing. It never holds his INSZ.
 */
public class LoginSessions {
    private static final int NAME_BYTES = 32;

    private final LetterLogins logins;
    private final Duration attemptLife;
    private final Duration sessionLife;
    private final int limit;

    LoginSessions(LetterLogins logins, Duration attemptLife, Duration sessionLife, int limit) {
        this.logins = logins;
        this.attemptLife = attemptLife;
        this.sessionLife = sessionLife;
        this.limit = limit;
    }

    /** A letter that is asked for, as it was typed. */
    record Asked(DownloadCode code, String postalCode, PageLanguage language) {
        LetterForm form() {
            return new LetterForm(code.grouped(), postalCode, "", language.code());
        }

        @Override public String toString() {
            return "Asked[***]";
        }
    }

    record Underway(Asked asked, CitizenLogin.Attempt attempt) {}

    record Known(Asked asked, LetterProof proof) {}

    /** Remembers somebody who is sent to the provider. @return the name for his cookie; empty when there are too many */
    @Transactional public Optional<String> begin(Asked asked, CitizenLogin.Attempt attempt) {
        return keep(LetterLogins.Stage.ASKED, attemptLife, Map.of("code", asked.code().joined(), "postcode", asked.postalCode(), "lang", asked.language().name(),
                "state", attempt.state(), "nonce", attempt.nonce(), "verifier", attempt.verifier()));
    }

    /** Once for each login, whatever comes of it. */
    @Transactional public Optional<Underway> take(String name) {
        return logins.take(name, LetterLogins.Stage.ASKED)
                .map(kept -> new Underway(asked(kept), new CitizenLogin.Attempt(kept.get("state"), kept.get("nonce"), kept.get("verifier"))));
    }

    /** Remembers somebody who came back as the right person. @return the new name for his cookie */
    @Transactional public Optional<String> know(Asked asked, LetterProof proof) {
        return keep(LetterLogins.Stage.KNOWN, sessionLife, Map.of("code", asked.code().joined(), "postcode", asked.postalCode(), "lang", asked.language().name(),
                "piece", proof.piece().toString(), "who", proof.who()));
    }

    @Transactional public Optional<Known> known(String name) {
        return logins.find(name, LetterLogins.Stage.KNOWN)
                .map(kept -> new Known(asked(kept), new LetterProof(PieceId.parse(kept.get("piece")), kept.get("who"))));
    }

    /** With the last document of the letter it is over. */
    @Transactional public void noteFetched(String name, int ordinal, int documents) {
        logins.noteFetched(name, ordinal, documents);
    }

    @Transactional public void end(String name) {
        logins.end(name);
    }

    /** Removes what is over. @return how many */
    @Transactional public int removeEnded() {
        return logins.removeEnded();
    }

    private Optional<String> keep(LetterLogins.Stage stage, Duration life, Map<String, String> what) {
        String name = Randoms.token(NAME_BYTES);
        return logins.keep(name, stage, what, life, limit) ? Optional.of(name) : Optional.empty();
    }

    private static Asked asked(Map<String, String> kept) {
        return new Asked(DownloadCode.parse(kept.get("code")).orElseThrow(), kept.get("postcode"), PageLanguage.valueOf(kept.get("lang")));
    }
}
