package io.postiljon.print;

import io.postiljon.crypto.Randoms;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batches;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.PieceStanding;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the papers of the post (PE): each is sealed into the vault under its own key, for the agency that owns the sending. All of a file
 * is kept, or the file is kept aside. The same paper again is not kept twice.
 */
public class EvidenceArchive {
    private final Vault vault;
    private final Batches batches;
    private final EvidenceFiles files;
    private final Pieces pieces;
    private final Sendings sendings;
    private final EvidenceRecords records;
    private final EvidencePackage.Limits limits;
    private final Clock clock;
    private final AnswerReader reader = new AnswerReader();

    EvidenceArchive(Vault vault, Batches batches, EvidenceFiles files, Pieces pieces, Sendings sendings, EvidenceRecords records,
            EvidencePackage.Limits limits, Clock clock) {
        this.vault = vault;
        this.batches = batches;
        this.files = files;
        this.pieces = pieces;
        this.sendings = sendings;
        this.records = records;
        this.limits = limits;
        this.clock = clock;
    }

    /** As {@link SupplierAnswers#take}; {@code opened} is the zip. */
    public void take(String supplier, String fileName, byte[] sealed, byte[] opened) throws IOException {
        Optional<AnswerName> name = AnswerName.parse(fileName).filter(parsed -> parsed.kind() == AnswerName.Kind.PE);
        SupplierCode from = new SupplierCode(supplier);
        if (opened.length == 0 || name.isEmpty()) {
            records.aside(from, fileName, sealed, name.isEmpty() ? "not-the-form" : "not-opened");
            return;
        }
        switch (EvidencePackage.read(opened, limits, reader)) {
            case EvidencePackage.Refused refused -> records.refuse(from, name.get(), fileName, sealed, refused.reason());
            case EvidencePackage.Whole whole when isOfOthers(from, whole) -> records.refuse(from, name.get(), fileName, sealed, AnswerQuarantine.OTHER_SUPPLIER);
            case EvidencePackage.Whole whole when !allKnown(whole) -> records.refuse(from, name.get(), fileName, sealed, "unknown-piece");
            case EvidencePackage.Whole whole -> keep(from, name.get(), fileName, sealed, whole.papers());
        }
    }

    private boolean isOfOthers(SupplierCode from, EvidencePackage.Whole whole) {
        return whole.papers().keySet().stream().map(item -> pieces.find(item.piece())).flatMap(Optional::stream).anyMatch(piece -> !piece.supplier().equals(from));
    }

    /** A paper may overtake the results of its order, as status events may. */
    private boolean allKnown(EvidencePackage.Whole whole) {
        return whole.papers().keySet().stream().allMatch(item -> pieces.find(item.piece()).filter(piece -> piece.state() != PieceState.REJECTED)
                .flatMap(PieceStanding::batch).flatMap(batches::find).filter(batch -> batch.state().isWithSupplier()).isPresent());
    }

    /** First the bytes, synced, then the rows that make them exist. What came to nothing is removed. */
    private void keep(SupplierCode from, AnswerName name, String fileName, byte[] sealed, Map<SupplierAnswer.EvidenceItem, byte[]> papers) throws IOException {
        List<EvidencePaper> written = new ArrayList<>();
        boolean kept = false;
        try {
            for (Map.Entry<SupplierAnswer.EvidenceItem, byte[]> paper : papers.entrySet()) {
                SupplierAnswer.EvidenceItem item = paper.getKey();
                if (!files.has(item.piece(), item.kind(), new Sha256(item.sha256()))) {
                    written.add(new EvidencePaper(item.piece(), item.kind(), seal(item, paper.getValue())));
                }
            }
            vault.sync(written.stream().map(EvidencePaper::object).toList());
            kept = records.keep(from, name, fileName, sealed, written);
        } finally {
            if (!kept) {
                written.forEach(paper -> vault.discard(paper.object().id()));
            }
        }
    }

    private SealedObject seal(SupplierAnswer.EvidenceItem item, byte[] pdf) throws IOException {
        PieceStanding piece = pieces.find(item.piece()).orElseThrow();
        Sending owner = sendings.get(piece.sending());
        try (VaultWriter out = vault.write(owner.agency(), new DocumentId(Randoms.uuidV7(clock.instant())))) {
            out.write(pdf);
            return out.finish();
        }
    }
}
