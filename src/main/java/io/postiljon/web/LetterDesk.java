package io.postiljon.web;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.crypto.DownloadCode;
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

    /** The letter and what can be fetched of it. */
    @Transactional
    public LetterAnswer open(DownloadCode code, String postalCode, String traceId) {
        Optional<Original> letter = originals.lock(code);
        return refusal(letter, postalCode, traceId).orElseGet(() -> {
            append(letter.orElseThrow(), AuditEvent.ORIGINAL_SHOWN, AuditOutcome.DONE, traceId, letter.orElseThrow().documents(), Map.of());
            return new LetterAnswer.Open(letter.orElseThrow(), originals.fileNames(letter.orElseThrow()));
        });
    }

    /** One document. @param ordinal as on the page of the letter, from 0; another one is as wrong as a code that does not exist */
    @Transactional
    public LetterAnswer fetch(DownloadCode code, String postalCode, int ordinal, String traceId) {
        Optional<Original> letter = originals.lock(code);
        return refusal(letter, postalCode, traceId).orElseGet(() -> document(letter.orElseThrow(), ordinal, traceId));
    }

    private LetterAnswer document(Original letter, int ordinal, String traceId) {
        Optional<StoredDocument> document = sendings.documents(letter.sending()).stream().filter(stored -> stored.ordinal() == ordinal).findFirst();
        if (document.isEmpty()) {
            return new LetterAnswer.Unknown();
        }
        append(letter, AuditEvent.ORIGINAL_FETCHED, AuditOutcome.DONE, traceId,
                letter.documents().stream().filter(one -> one.ordinal() == ordinal).toList(), Map.of("document", Integer.toString(ordinal + 1)));
        List<String> names = originals.fileNames(letter);
        return new LetterAnswer.Fetched(letter, document.get(), ordinal < names.size() ? names.get(ordinal) : "document-" + (ordinal + 1) + ".pdf");
    }

    /** Whether the letter is real: sender, day, pages and digests, also after the term. */
    @Transactional
    public LetterAnswer check(DownloadCode code, String traceId) {
        Optional<Original> letter = originals.byCode(code);
        letter.ifPresent(real -> append(real, AuditEvent.LETTER_CHECKED, AuditOutcome.DONE, traceId, real.documents(), Map.of()));
        return letter.<LetterAnswer>map(real -> new LetterAnswer.Real(real, real.isOpen(clock.instant()))).orElseGet(LetterAnswer.Unknown::new);
    }

    private Optional<LetterAnswer> refusal(Optional<Original> letter, String postalCode, String traceId) {
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
        if (right) {
            return Optional.empty();
        }
        originals.noteWrongTry(found.piece(), since);
        append(found, AuditEvent.ORIGINAL_REFUSED, AuditOutcome.REFUSED, traceId, found.documents(), Map.of("code", "second-factor"));
        return Optional.of(new LetterAnswer.Unknown());
    }

    private void append(Original letter, AuditEvent event, AuditOutcome outcome, String traceId, List<Original.Document> documents, Map<String, String> detail) {
        Sending sending = sendings.get(letter.sending());
        List<Sha256> digests = documents.stream().map(Original.Document::digest).toList();
        audit.append(AuditRecord.of(event, outcome, RECIPIENT, clock.instant(), traceId)
                .withAgency(sending.agency(), sending.mode())
                .withSending(sending.id())
                .withPurpose(Service.PRINT, sending.purpose(), sending.dataCategory())
                .withSubject(sending.recipientKind(), Optional.empty())
                .withDocuments(digests, documents.stream().mapToLong(Original.Document::sizeBytes).sum())
                .withDetail(detail));
    }
}
