package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where access tokens are asked, before any call of the API is looked at. An agency whose agreement asks none passes, and
 * its header is not read: a token gives nobody a right that his certificate does not give. The token is only read here and goes nowhere.
 */
public class TokenGate {
    private static final Logger LOG = LoggerFactory.getLogger(TokenGate.class);
    private static final int LIMIT_CHARACTERS = 8 * 1024;
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*) *");

    private final Agreements agreements;
    private final Callers callers;
    private final UploadGate gate;
    private final AgencyTokens tokens;

    TokenGate(Agreements agreements, Callers callers, UploadGate gate, AgencyTokens tokens) {
        this.agreements = agreements;
        this.callers = callers;
        this.gate = gate;
        this.tokens = tokens;
    }

    /**
     * A call that is refused costs quota like any other.
     *
     * @param pattern of the controller that will answer
     * @throws RefusalException token-required, token-invalid, forbidden, temporarily-unavailable; what the certificate alone is refused for
     */
    public void pass(HttpServletRequest request, String pattern) {
        if (!AccessScope.guards(pattern) || agreements.byTlsCertificate(Callers.thumbprint(request)).flatMap(Agreement::accessToken).isEmpty()) {
            return;
        }
        Caller caller = callers.identify(request);
        Optional<Agreement.AccessToken> asked = caller.agreement().accessToken();
        if (asked.isEmpty()) {
            return;         // taken out of the agreement just now
        }
        try {
            check(request, AccessScope.of(request.getMethod(), pattern), caller, asked.get());
        } catch (RefusalException refused) {
            gate.count(caller.agreement());
            throw refused;
        }
    }

    private void check(HttpServletRequest request, Optional<AccessScope> scope, Caller caller, Agreement.AccessToken asked) {
        String scopeWord = scope.map(AccessScope::word).orElse("none");
        Verdict found = switch (tokens.judge(token(request, scopeWord))) {
            case AgencyTokens.Verdict.Good good -> verdict(good, scope, caller, asked);
            case AgencyTokens.Verdict.Bad bad -> new Verdict.Refused(bad.reason());
            case AgencyTokens.Verdict.Unknown unknown -> throw new RefusalException(Refusals.unavailable());
        };
        switch (found) {
            case Verdict.Passed passed -> { }
            case Verdict.Lacking lacking -> throw RefusalException.of(Issue.inHeader(Complaint.SCOPE, "Authorization", scopeWord));
            case Verdict.Refused refused -> {
                LOG.info("a token of {} was refused: {}, trace {}", caller.agreement().code(), refused.reason(), TraceId.of(request));
                throw RefusalException.of(Issue.inHeader(Complaint.TOKEN_WRONG, "Authorization"));
            }
        }
    }

    private sealed interface Verdict {
        record Passed() implements Verdict {}

        record Lacking() implements Verdict {}

        record Refused(String reason) implements Verdict {}
    }

    /** To whom it was issued and to whose connection it is bound come before what it allows. */
    private static Verdict verdict(AgencyTokens.Verdict.Good good, Optional<AccessScope> scope, Caller caller, Agreement.AccessToken asked) {
        if (!good.certificate().equals(Optional.of(caller.certificateThumbprint()))) {
            return new Verdict.Refused(good.certificate().isEmpty() ? "not-bound" : "other-certificate");
        }
        if (!asked.clients().contains(good.client())) {
            return new Verdict.Refused("other-client");
        }
        return scope.map(AccessScope::word).filter(good.scopes()::contains).isPresent() ? new Verdict.Passed() : new Verdict.Lacking();
    }

    /** From the header alone; never from the address or a form. */
    private static String token(HttpServletRequest request, String scope) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        if (headers.stream().noneMatch(header -> header.strip().toLowerCase(Locale.ROOT).matches("bearer( .*)?"))) {
            throw RefusalException.of(Issue.inHeader(Complaint.TOKEN_MISSING, "Authorization", scope));
        }
        Matcher bearer = BEARER.matcher(headers.get(0));
        if (headers.size() > 1 || headers.get(0).length() > LIMIT_CHARACTERS || !bearer.matches()) {
            throw RefusalException.of(Issue.inHeader(Complaint.TOKEN_WRONG, "Authorization"));
        }
        return bearer.group(1);
    }
}
