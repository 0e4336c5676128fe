package io.postiljon.print;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch holds letters of many agencies: what happens to one of them must not hold up the others. */
class BrokenPieceIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private PrintHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new PrintHouse(folder);
        house.supplier().start();
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void an_agency_whose_agreement_is_removed_does_not_hold_up_the_batch_with_its_letter() throws Exception {
        SendingId leaving = house.aPieceWaits("dienst-b", "Bert Proef");
        SendingId staying = house.aPieceWaits("dienst-a", "Ann Voorbeeld");
        house.agreementIsRemoved("dienst-b");

        house.open();

        await().atMost(LONG_ENOUGH).until(() -> house.find(staying).state() == SendingState.AT_PRINTER);
        assertThat(house.find(leaving).state()).isEqualTo(SendingState.AT_PRINTER);
        assertThat(house.supplier().refusedOrders()).isEmpty();
        assertThat(house.supplier().pieces()).hasSize(2);
    }
}
