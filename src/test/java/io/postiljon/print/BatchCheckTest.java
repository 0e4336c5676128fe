package io.postiljon.print;

import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import io.postiljon.store.BatchedPiece;
import io.postiljon.store.PieceDocument;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceState;
import io.postiljon.store.Pieces;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.OngoingStubbing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

/** A vault that comes and goes while a batch is looked at must not cost anybody a letter. */
class BatchCheckTest {
    private static final Batch BATCH = new Batch(new BatchId(UUID.randomUUID()), new SupplierCode("DRUKKER"), "order", PrintClass.parse("NON_PRIOR.ORDINARY.DUPLEX"), 2, BatchState.CLOSED,
            Instant.EPOCH, Instant.EPOCH, LocalDate.EPOCH, 1, Optional.empty());
    private static final byte[] WRAPPED = {1, 0, 0, 0, 1, 0};
    private static final Sha256 DIGEST = Sha256.ofBytes(new byte[32]);

    private final Vault vault = mock(Vault.class);
    private final PieceRemoval removal = mock(PieceRemoval.class);
    private final BatchedPiece first = piece(1);
    private final BatchedPiece second = piece(2);
    private BatchCheck check;

    @BeforeEach void build() {
        Pieces pieces = mock(Pieces.class);
        when(pieces.inBatch(BATCH.id())).thenReturn(List.of(first, second));
        Sendings sendings = mock(Sendings.class);
        Attachment letter = new Attachment("upfile1", "brief.pdf", Attachment.Role.MAIN, Attachment.PdfSignature.NOT_SIGNED, DIGEST);
        when(sendings.content(any())).thenReturn(Optional.of(Paper.content("Ann Voorbeeld", Optional.empty(), List.of(letter))));
        check = new BatchCheck(pieces, sendings, vault, mock(ManifestWriter.class), removal);
    }

    @Test void a_vault_that_comes_back_in_the_middle_of_a_look_costs_no_piece() throws Exception {
        fileOf(first).thenThrow(gone()).thenReturn(content());
        fileOf(second).thenReturn(content());

        assertThat(check.withoutBrokenPieces(BATCH)).isEqualTo(BATCH);
        verifyNoInteractions(removal);
    }

    @Test void a_vault_that_goes_away_in_the_middle_of_a_look_makes_the_batch_wait() throws Exception {
        fileOf(first).thenReturn(content(), content()).thenThrow(gone());      // its two documents
        fileOf(second).thenThrow(gone());

        assertThatThrownBy(() -> check.withoutBrokenPieces(BATCH)).isInstanceOf(IOException.class).hasMessageContaining("vault is away");
        verifyNoInteractions(removal);
    }

    @Test void a_file_that_stays_away_while_others_are_there_takes_its_piece_out() throws Exception {
        fileOf(first).thenReturn(content());
        fileOf(second).thenThrow(gone());

        check.withoutBrokenPieces(BATCH);

        verify(removal).takeOut(BATCH, Map.of(second, "document-file-missing"));
    }

    private OngoingStubbing<InputStream> fileOf(BatchedPiece piece) throws IOException {
        return when(vault.open(piece.documents().getFirst().object()));
    }

    private static NoSuchFileException gone() {
        return new NoSuchFileException("object");
    }

    private static InputStream content() {
        return new ByteArrayInputStream(new byte[] {1});
    }

    private static BatchedPiece piece(int seq) {
        SendingId sending = new SendingId(UUID.randomUUID());
        StoredDocument object = new StoredDocument(new DocumentId(UUID.randomUUID()), new AgencyCode("dienst-a"), 0, DIGEST, 1,
                new WrappedKey(WRAPPED));
        PieceDocument cover = new PieceDocument(PieceDocument.Role.COVER, 1, object);
        PieceDocument letter = new PieceDocument(PieceDocument.Role.MAIN, 1, object);
        return new BatchedPiece(new PieceId(UUID.randomUUID()), sending, seq, 2, 2, PieceState.BATCHED, Paper.TERMS, List.of(cover, letter));
    }
}
