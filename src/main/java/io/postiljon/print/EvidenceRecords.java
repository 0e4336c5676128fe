package io.postiljon.print;

import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.VaultObjectKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Makes papers of the post exist, all of one PE in one transaction with their evidence; or keeps the PE aside. */
public class EvidenceRecords {
    private static final int YEARS = 10;

    private final EvidenceFiles files;
    private final Pieces pieces;
    private final Sendings sendings;
    private final AnswerSeries series;
    private final AnswerQuarantine quarantine;
    private final PrintEvidence evidence;
    private final Clock clock;

    EvidenceRecords(EvidenceFiles files, Pieces pieces, Sendings sendings, AnswerSeries series, AnswerQuarantine quarantine, PrintEvidence evidence,
            Clock clock) {
        this.files = files;
        this.pieces = pieces;
        this.sendings = sendings;
        this.series = series;
        this.quarantine = quarantine;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** Keeps a file aside whose number does not count: it did not even open, or is no PE. */
    @Transactional
    public void aside(SupplierCode from, String fileName, byte[] sealed, String reason) {
        quarantine.keep(from, fileName, sealed, reason);
    }

    @Transactional
    public void refuse(SupplierCode from, AnswerName name, String fileName, byte[] sealed, String reason) {
        quarantine.keep(from, fileName, sealed, series.note(from, name).orElse(reason));
    }

    /** @return false when the file is not for us: then it is kept aside and its papers are noise */
    @Transactional
    public boolean keep(SupplierCode from, AnswerName name, String fileName, byte[] sealed, List<EvidencePaper> papers) {
        Optional<String> notOurs = series.note(from, name);
        notOurs.ifPresent(reason -> quarantine.keep(from, fileName, sealed, reason));
        if (notOurs.isEmpty()) {
            papers.forEach(this::keep);
        }
        return notOurs.isEmpty();
    }

    private void keep(EvidencePaper paper) {
        PieceStanding piece = pieces.find(paper.piece()).orElseThrow();
        Sending sending = sendings.get(piece.sending());
        sendings.keep(VaultObjectKind.EVIDENCE, paper.object(), Optional.of(sending.id()));
        if (!files.note(piece.id(), paper.kind(), paper.object(), keepUntil(clock.instant()))) {
            throw new IllegalStateException("another node keeps the same evidence at this moment");
        }
        evidence.append(evidence.about(sending, AuditEvent.EVIDENCE_RECEIVED, AuditOutcome.DONE, AnswerQuarantine.SUPPLIER)
                .withDocuments(List.of(paper.object().digest()), paper.object().sizeBytes())
                .withDetail(Map.of("piece", piece.id().toString(), "kind", paper.kind().name(), "evidence", paper.object().id().toString())));
    }

    /** As long as the record of it: ten years, counted from the next 1 January in Brussels. */
    static Instant keepUntil(Instant now) {
        return LocalDate.of(LocalDate.ofInstant(now, WorkingDays.BRUSSELS).getYear() + 1 + YEARS, 1, 1).atStartOfDay(WorkingDays.BRUSSELS).toInstant();
    }
}
