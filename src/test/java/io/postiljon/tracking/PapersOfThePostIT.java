package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static io.postiljon.tracking.TrackingHouse.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postiljon.crypto.Randoms;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.SendingId;
import io.postiljon.store.EvidenceFiles;
import io.postiljon.store.PieceEvidence;
import io.postiljon.store.PieceId;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultObjectKind;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agency sees and reads the papers of the post about its own letters, and nobody else's. */
@Timeout(120)
class PapersOfThePostIT {
    private static final byte[] PDF = "%PDF-1.7 bewijs".getBytes(StandardCharsets.US_ASCII);

    @TempDir static Path folder;
    private static TrackingHouse house;

    @BeforeAll static void open() throws Exception {
        house = new TrackingHouse(folder);
    }

    @AfterAll static void close() {
        house.close();
    }

    @Test void the_owner_reads_a_paper_and_each_reading_is_on_record() throws Exception {
        SendingId id = house.queuedForPrint(A);
        DocumentId paper = received(id);

        MessageStatus status = house.bean(StatusReader.class).read(house.asker(A).agreement(), "certificate", id, "trace", Locale.ENGLISH);
        assertThat(status.evidence()).singleElement().satisfies(line -> {
            assertThat(line.href()).isEqualTo("/api/v1/messages/" + id + "/evidence/" + paper);
            assertThat(line.kind()).isEqualTo("RECEIPT");
            assertThat(line.sizeBytes()).isEqualTo(PDF.length);
        });
        try (InputStream pdf = house.bean(Vault.class).open(house.bean(EvidenceReader.class).find(house.asker(A), id, paper))) {
            assertThat(pdf.readAllBytes()).isEqualTo(PDF);
        }
        assertThat(consultations(id)).isEqualTo(1);
    }

    @Test void for_everybody_else_it_does_not_exist_and_nothing_is_on_record() throws Exception {
        SendingId id = house.queuedForPrint(A);
        DocumentId paper = received(id);
        SendingId other = house.queuedForPrint(A);
        DocumentId document = house.bean(Sendings.class).documents(id).getFirst().id();
        EvidenceReader reader = house.bean(EvidenceReader.class);

        assertThatThrownBy(() -> reader.find(house.asker(B), id, paper)).isInstanceOf(UnknownMessage.class);
        assertThatThrownBy(() -> reader.find(house.asker(A), other, paper)).as("under another sending").isInstanceOf(UnknownMessage.class);
        assertThatThrownBy(() -> reader.find(house.asker(A), id, document)).as("a document is no paper of the post").isInstanceOf(UnknownMessage.class);
        assertThat(consultations(id)).isZero();
    }

    private static DocumentId received(SendingId id) throws IOException {
        PieceId piece = new PieceId(house.database().sql("select id from gateway.print_piece where sending_id = ?").param(id.value()).query(UUID.class).single());
        SealedObject sealed;
        try (VaultWriter out = house.bean(Vault.class).write(A, new DocumentId(Randoms.uuidV7(Instant.now())))) {
            out.write(PDF);
            sealed = out.finish();
        }
        house.bean(Vault.class).sync(List.of(sealed));
        house.inTransaction(() -> {
            house.bean(Sendings.class).keep(VaultObjectKind.EVIDENCE, sealed, Optional.of(id));
            assertThat(house.bean(EvidenceFiles.class).note(piece, PieceEvidence.Kind.RECEIPT, sealed, Instant.now().plus(Duration.ofDays(4000)))).isTrue();
            return id;
        });
        return sealed.id();
    }

    private static int consultations(SendingId id) {
        return house.database().sql("select count(*) from audit.record where sending_id = ? and event = 'EVIDENCE_CONSULTED'").param(id.value())
                .query(Integer.class).single();
    }
}
