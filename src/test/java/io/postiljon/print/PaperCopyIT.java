package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.audit.AuditEntry;
import io.postiljon.audit.AuditEvent;
import io.postiljon.sending.Channel;
import io.postiljon.sending.ChannelRule;
import io.postiljon.sending.Mode;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.ChannelDecision;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PaperCopyIT {
    @TempDir Path folder;
    private PrintHouse house;

    @BeforeEach void open() throws Exception {
        house = new PrintHouse(folder);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void a_copy_becomes_a_piece_and_stays_for_its_recipient_from_the_choice_of_paper() throws Exception {
        SendingId sending = aCopy(Paper.pdf(1));
        house.database().sql("update gateway.sending set accepted_at = accepted_at - interval '300 days' where id = ?").param(sending.value()).update();

        PreparedPiece.Ready ready = (PreparedPiece.Ready) house.bean(PiecePreparation.class).prepare(sending.toString());
        house.bean(PieceOutcomes.class).queue(ready);

        assertThat(house.find(sending).state()).isEqualTo(SendingState.PRINT_QUEUED);
        assertThat(ready.piece().keepUntil()).isAfter(house.find(sending).stateSince().plus(Duration.ofDays(29)));
    }

    @Test void a_copy_that_cannot_be_printed_leaves_the_message_where_it_is() throws Exception {
        SendingId sending = aCopy(Paper.pdfOf(1 << 20));

        PreparedPiece prepared = house.bean(PiecePreparation.class).prepare(sending.toString());
        house.bean(PieceOutcomes.class).refuse((PreparedPiece.Refused) prepared);

        assertThat(house.find(sending).state()).isEqualTo(SendingState.PUBLISHED_NEVER_OPENED);
        assertThat(house.find(sending).outcomeCode()).contains("too-large");
        assertThat(house.bean(Sendings.class).content(sending)).isEmpty();
        assertThat(house.history(sending)).extracting(AuditEntry::event).containsExactly(AuditEvent.PAPER_COPY_DROPPED, AuditEvent.DOCUMENTS_DESTROYED);
    }

    private SendingId aCopy(byte[] document) throws Exception {
        SendingId sending = house.sendingOnPaper("dienst-a", Mode.LIVE, "Ann Voorbeeld", document);
        new TransactionTemplate(house.bean(PlatformTransactionManager.class)).executeWithoutResult(transaction -> house.bean(Sendings.class).decide(sending,
                new ChannelDecision(Channel.PAPER, ChannelRule.PAPER_COPY_NEVER_OPENED.name(),
                        Map.of(ChannelDecision.STATE_BEFORE_COPY, SendingState.PUBLISHED_NEVER_OPENED.name()))));
        return sending;
    }
}
