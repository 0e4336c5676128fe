package io.postiljon.web;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.DownloadCode;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.Service;
import io.postiljon.store.Original;
import io.postiljon.store.Originals;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers somebody who has the code of a letter. Each method is one transaction with its line in the privacy log: each look, each
 * document and each wrong second factor. A code that does not exist leaves no line, since anybody can make up any number of them.
 */
public class LetterDesk {
    private static final Actor RECIPIENT = Actor.recipient("download-code");

    private final Originals originals;
    private final Sendings sendings;
    private final AuditLog audit;
    private final Clock clock;
    private final int tries;
    private final Duration triesPeriod;

    LetterDesk(Originals originals, Sendings sendings, AuditLog audit, Clock clock, int tries, Duration triesPeriod) {
        this.originals = originals;
        this.sendings = sendings;
        this.audit = audit;
        this.clock = clock;
        this.tries = tries;
        this.triesPeriod = triesPeriod;
    }

    /** The letter and what can be fetched of it. @param proof of a login, where there was one */
    @Transactional
    public LetterAnswer open(DownloadCode code, String postalCode, Optional<LetterProof> proof, String traceId) {
        Optional<Original> letter = originals.lock(code);
        return refusal(letter, postalCode, proof, traceId).orElseGet(() -> {
            append(letter.orElseThrow(), AuditEvent.ORIGINAL_SHOWN, AuditOutcome.DONE, actor(letter.orElseThrow(), proof), traceId,
                    letter.orElseThrow().documents(), Map.of());
            return new LetterAnswer.Open(letter.orElseThrow(), originals.fileNames(letter.orElseThrow()));
        });
    }

    /** One document. @param ordinal as on the page of the letter, from 0; another one is as wrong as a code that does not exist */
    @Transactional
    public LetterAnswer fetch(DownloadCode code, String postalCode, Optional<LetterProof> proof, int ordinal, String traceId) {
        Optional<Original> letter = originals.lock(code);
        return refusal(letter, postalCode, proof, traceId)
                .orElseGet(() -> document(letter.orElseThrow(), ordinal, actor(letter.orElseThrow(), proof), traceId));
    }

    /**
     * Judges somebody who has logged in. Another person than the one whom the letter is for counts as a wrong try, and is in the
     * privacy log by his pseudonym.
     *
     * @return empty for whatever reason there is: nobody outside learns which
     */
    @Transactional
    public Optional<LetterProof> prove(DownloadCode code, String postalCode, Insz person, String traceId) {
        Optional<Original> letter = originals.lock(code);
        Optional<LetterAnswer> refusal = refusal(letter, postalCode, Optional.empty(), traceId);
        if (letter.isEmpty() || !refusal.filter(LetterAnswer.LoginWanted.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        Original found = letter.get();
        LetterProof proof = new LetterProof(found.piece(), audit.pseudonym(found.agency(), new Recipient.Citizen(person), clock.instant()));
        if (originals.isFor(found, person)) {
            return Optional.of(proof);
        }
        refuse(found, actor(found, Optional.of(proof)), "login", traceId);
        return Optional.empty();
    }

    private LetterAnswer document(Original letter, int ordinal, Actor actor, String traceId) {
        Optional<StoredDocument> document = sendings.documents(letter.sending()).stream().filter(stored -> stored.ordinal() == ordinal).findFirst();
        if (document.isEmpty()) {
            return new LetterAnswer.Unknown();
        }
        append(letter, AuditEvent.ORIGINAL_FETCHED, AuditOutcome.DONE, actor, traceId,
                letter.documents().stream().filter(one -> one.ordinal() == ordinal).toList(), Map.of("document", Integer.toString(ordinal + 1)));
        List<String> names = originals.fileNames(letter);
        return new LetterAnswer.Fetched(letter, document.get(), ordinal < names.size() ? names.get(ordinal) : "document-" + (ordinal + 1) + ".pdf");
    }

    /** Whether the letter is real: sender, day, pages and digests, also after the term. */
    @Transactional
    public LetterAnswer check(DownloadCode code, String traceId) {
        Optional<Original> letter = originals.byCode(code);
        letter.ifPresent(real -> append(real, AuditEvent.LETTER_CHECKED, AuditOutcome.DONE, RECIPIENT, traceId, real.documents(), Map.of()));
        return letter.<LetterAnswer>map(real -> new LetterAnswer.Real(real, real.isOpen(clock.instant()))).orElseGet(LetterAnswer.Unknown::new);
    }

    private Optional<LetterAnswer> refusal(Optional<Original> letter, String postalCode, Optional<LetterProof> proof, String traceId) {
        Instant now = clock.instant();
        boolean right = originals.isRight(letter, postalCode);      // first, and always: nobody learns by the time whether there is a letter
        if (letter.isEmpty()) {
            return Optional.of(new LetterAnswer.Unknown());
        }
        Original found = letter.get();
        if (!found.isOpen(now)) {
            return Optional.of(new LetterAnswer.Closed());
        }
        Instant since = now.minus(triesPeriod);
        Optional<Instant> tried = found.triedSince().filter(first -> first.isAfter(since));
        if (tried.isPresent() && found.wrongTries() >= tries) {
            return Optional.of(new LetterAnswer.Resting(tried.get().plus(triesPeriod)));
        }
        if (!right) {
            refuse(found, RECIPIENT, "second-factor", traceId);
            return Optional.of(new LetterAnswer.Unknown());
        }
        return found.factor().asksLogin() && of(found, proof).isEmpty() ? Optional.of(new LetterAnswer.LoginWanted()) : Optional.empty();
    }

    private void refuse(Original letter, Actor actor, String reason, String traceId) {
        originals.noteWrongTry(letter.piece(), clock.instant().minus(triesPeriod));
        append(letter, AuditEvent.ORIGINAL_REFUSED, AuditOutcome.REFUSED, actor, traceId, letter.documents(), Map.of("code", reason));
    }

    /** A login for another letter proves nothing about this one. */
    private static Optional<LetterProof> of(Original letter, Optional<LetterProof> proof) {
        return proof.filter(shown -> shown.piece().equals(letter.piece()));
    }

    private static Actor actor(Original letter, Optional<LetterProof> proof) {
        return of(letter, proof).map(shown -> Actor.loggedIn(shown.who())).orElse(RECIPIENT);
    }

    private void append(Original letter, AuditEvent event, AuditOutcome outcome, Actor actor, String traceId, List<Original.Document> documents, Map<String, String> detail) {
        Sending sending = sendings.get(letter.sending());
        List<Sha256> digests = documents.stream().map(Original.Document::digest).toList();
        audit.append(AuditRecord.of(event, outcome, actor, clock.instant(), traceId)
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(Service.PRINT, sending.purpose(), sending.dataCategory())
                .withSubject(sending.recipientKind(), Optional.empty())
                .withDocuments(digests, documents.stream().mapToLong(Original.Document::sizeBytes).sum())
                .withDetail(detail));
    }
}
