package io.postiljon.print;

import static io.postiljon.sandbox.sftp.SftpWatch.Moment.AFTER_LISTING;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.AFTER_RENAME;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.BEFORE_LISTING;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.BEFORE_RENAME;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.BEFORE_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.sandbox.sftp.SftpWatch.Moment;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An upload whose connection is lost, or that finds at the supplier what it did not expect. Deaths of the gateway: {@link PrintCrashIT}. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UploadRecoveryIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir static Path folder;
    private static PrintHouse house;
    private static PrintTally tally;

    @BeforeAll static void open() throws Exception {
        house = new PrintHouse(folder, Map.of("print.batch.pieces", "1", "print.answer-period", "500"));
        tally = new PrintTally(house);
        house.tree().watch(tally);
        house.supplier().start();
        house.open();
    }

    @AfterAll static void close() {
        house.close();
    }

    @AfterEach void watchOnly() {
        house.tree().watch(tally);
    }

    /** Where the connection is lost, once. {@code BEFORE}: the deed takes no effect; {@code AFTER}: it does, and nobody hears of it. */
    private enum Loss {
        FIRST_LOOK(BEFORE_LISTING, "/in", 1),
        PART_OF_THE_ORDER(BEFORE_WRITE, "/in/.*pgp\\.part", 2),
        NAME_OF_THE_ORDER(BEFORE_RENAME, "/in/.*pgp", 1),
        NAME_OF_THE_ORDER_UNHEARD(AFTER_RENAME, "/in/.*pgp", 1),
        SIZE_CHECK(BEFORE_LISTING, "/in", 4),
        SIZE_CHECK_UNHEARD(AFTER_LISTING, "/in", 4),
        LOOK_BEFORE_THE_MARKER(BEFORE_LISTING, "/in", 6),
        MARKER(BEFORE_RENAME, "/in/.*go", 1),
        MARKER_UNHEARD(AFTER_RENAME, "/in/.*go", 1);

        private final Moment moment;
        private final String path;
        private final int time;

        Loss(Moment moment, String path, int time) {
            this.moment = moment;
            this.path = path;
            this.time = time;
        }
    }

    @ParameterizedTest @EnumSource(Loss.class)
    void a_connection_that_is_lost_there_ends_in_one_order_and_one_marker(Loss loss) throws Exception {
        AtomicInteger times = new AtomicInteger();
        house.tree().watch((moment, path) -> {
            tally.sees(moment, path);
            if (moment == loss.moment && path.matches(loss.path) && times.incrementAndGet() == loss.time) {
                house.tree().cutSessions();
                if (moment.name().startsWith("BEFORE")) {
                    throw new IOException("the connection is lost");
                }
            }
        });

        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef", Paper.densePdf(100_000));

        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        assertThat(times.get()).as("the loss happened").isGreaterThanOrEqualTo(loss.time);
        await().atMost(LONG_ENOUGH).until(this::allAnswersAreTaken);
        tally.requireEachPieceOnce();
        tally.requireEachOrderOnce();
    }

    @Test void a_supplier_that_takes_order_and_marker_between_two_looks_finds_no_second_marker() throws Exception {
        house.supplier().stop();
        house.tree().watch((moment, path) -> {
            tally.sees(moment, path);
            if (moment == AFTER_RENAME && path.matches("/in/.*go")) {
                house.supplier().takeAfterTheNextLook();
                house.tree().cutSessions();
            }
        });

        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef");

        await().atMost(LONG_ENOUGH).until(() -> house.find(letter).state() == SendingState.AT_PRINTER);
        await().atMost(LONG_ENOUGH).until(() -> !state(letter).equals("GO_PENDING"));
        house.supplier().start();
        await().atMost(LONG_ENOUGH).until(this::allAnswersAreTaken);
        tally.requireEachPieceOnce();
        tally.requireEachOrderOnce();
    }

    /** The last one: what it leaves behind is an operator's. */
    @Order(Integer.MAX_VALUE) @Test void an_order_that_is_there_with_another_size_stops_the_batch() throws Exception {
        house.tree().watch((moment, path) -> {
            if (moment == AFTER_RENAME && path.matches("/in/.*pgp")) {
                house.tree().write(path, new byte[] {1, 2, 3});
            }
        });

        SendingId letter = house.aPieceWaits("dienst-b", "Bert Proef");

        await().atMost(LONG_ENOUGH).until(() -> state(letter).equals("STOPPED"));
        assertThat(house.database().sql("select outcome_code from gateway.print_batch where state = 'STOPPED'").query(String.class).list()).containsExactly("remote-file-differs");
        assertThat(house.tree().list("/in")).hasSize(1).noneMatch(name -> name.endsWith(".go"));
        assertThat(house.find(letter).state()).isEqualTo(SendingState.PRINT_QUEUED);
    }

    private boolean allAnswersAreTaken() {
        return house.tree().list("/out/ack").isEmpty() && house.tree().list("/out/piece").isEmpty();
    }

    private static String state(SendingId letter) {
        return house.database().sql("select b.state from gateway.print_batch b join gateway.print_piece p on p.batch_id = b.id where p.sending_id = ?")
                .param(letter.value()).query(String.class).optional().orElse("");
    }
}
