package io.postiljon.sandbox.supplier;

import static io.postiljon.sandbox.supplier.SupplierBed.ADDRESS;
import static io.postiljon.sandbox.supplier.SupplierBed.GATEWAY;
import static io.postiljon.sandbox.supplier.SupplierBed.ORDER_1;
import static io.postiljon.sandbox.supplier.SupplierBed.ORDER_2;
import static io.postiljon.sandbox.supplier.SupplierBed.PLATFORM;
import static io.postiljon.sandbox.supplier.SupplierBed.RECEIPT_1;
import static io.postiljon.sandbox.supplier.SupplierBed.RECEIPT_2;
import static io.postiljon.sandbox.supplier.SupplierBed.RESULTS_1;
import static io.postiljon.sandbox.supplier.SupplierBed.SOON;
import static io.postiljon.sandbox.supplier.SupplierBed.encrypted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that come late, never or broken, as a test orders them. */
class PrintSupplierSimulatorAnswersTest {
    private final SupplierBed bed = new SupplierBed();

    @AfterEach void close() {
        bed.close();
    }

    @Test void a_delayed_answer_comes_after_its_delay_and_not_before() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        bed.reopen(SupplierContract.Limits.ofFormat(), clockAt(now));
        bed.supplier().answerAfter(Duration.ofMinutes(5));
        bed.upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        await().atMost(SOON).until(() -> bed.server().list("/in").isEmpty());

        now.updateAndGet(time -> time.plus(Duration.ofMinutes(5)).minusMillis(1));
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> !bed.server().exists(RECEIPT_1));
        now.updateAndGet(time -> time.plusMillis(1));
        await().atMost(SOON).until(() -> bed.server().exists(RECEIPT_1 + ".go"));
    }

    @Test void a_silent_supplier_takes_the_order_and_never_answers() {
        bed.supplier().answerWith(AnswerFault.SILENT);
        bed.upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        await().atMost(SOON).until(() -> bed.supplier().batches().size() == 1 && bed.server().list("/in").isEmpty());

        bed.supplier().answerWith(AnswerFault.NO_RECEIPT);
        bed.upload(ORDER_2, encrypted(new SampleOrder(ORDER_2).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        await().atMost(SOON).until(() -> !bed.server().list("/out/piece").isEmpty());

        assertThat(bed.server().list("/out/ack")).isEmpty();
        assertThat(bed.server().list("/out/piece")).allMatch(name -> name.startsWith("PP.OVO002949.20261124.000002.T"));
    }

    @Test void an_unsigned_and_a_garbled_answer_cannot_be_opened() {
        bed.supplier().answerWith(AnswerFault.UNSIGNED);
        bed.upload(ORDER_1, encrypted(new SampleOrder(ORDER_1).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        await().atMost(SOON).until(() -> bed.server().exists(RESULTS_1 + ".go"));
        bed.supplier().answerWith(AnswerFault.GARBLED);
        bed.upload(ORDER_2, encrypted(new SampleOrder(ORDER_2).piece(ADDRESS).sealedBy(PLATFORM).zip(), GATEWAY));
        await().atMost(SOON).until(() -> bed.server().exists(RECEIPT_2 + ".go"));

        assertThatThrownBy(() -> bed.opened(RECEIPT_1)).isInstanceOf(OrderRefused.class).hasMessageContaining("PGP_SIGNATURE");
        assertThatThrownBy(() -> bed.opened(RECEIPT_2)).isInstanceOf(OrderRefused.class).hasMessageContaining("PGP_DECRYPT");
    }

    private static Clock clockAt(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
