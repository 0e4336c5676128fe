package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static io.postiljon.tracking.TrackingHouse.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.EventCursor;
import io.postiljon.audit.StatusEvent;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import io.postiljon.store.Sendings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events are read from the evidence, and no reader ever misses one. */
@Timeout(60)
class EventFeedIT {
    @TempDir static Path folder;
    private static TrackingHouse house;

    @BeforeAll static void build() throws Exception {
        house = new TrackingHouse(folder);
    }

    @AfterAll static void close() {
        house.close();
    }

    @Test void each_change_of_the_word_is_an_event_and_nothing_else_is() {
        SendingId id = house.accepted(A);
        house.moved(id, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);
        house.inTransaction(() -> {
            house.append(house.record(AuditEvent.EBOX_UNAVAILABLE, A, id));
            house.append(house.record(AuditEvent.STATUS_CONSULTED, A, id));
            house.bean(Sendings.class).advance(id, SendingState.EBOX_CHOSEN, SendingState.PAPER_CHOSEN);
            house.append(house.record(AuditEvent.CHANNEL_CHOSEN, A, id).withStates(SendingState.EBOX_CHOSEN, SendingState.PAPER_CHOSEN));
            return id;
        });
        house.moved(id, SendingState.PAPER_CHOSEN, SendingState.FAILED);

        List<StatusEvent> events = house.events(id);

        assertThat(events).extracting(StatusEvent::status).containsExactly(Status.ACCEPTED, Status.SENDING, Status.FAILED);
        assertThat(events).extracting(StatusEvent::version).containsExactly(1, 2, 3);
        assertThat(events).extracting(event -> event.channel().orElse("-")).containsExactly("-", "EBOX", "EBOX");
        assertThat(events).extracting(StatusEvent::id).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test void a_registered_letter_at_the_post_is_not_final_and_its_return_says_why() {
        SendingId id = house.accepted(A);
        house.moved(id, SendingState.ACCEPTED, SendingState.PAPER_CHOSEN);
        house.moved(id, SendingState.PAPER_CHOSEN, SendingState.AT_PRINTER);
        house.moved(id, SendingState.AT_PRINTER, SendingState.REGISTERED_AT_POST);
        house.inTransaction(() -> {
            house.bean(Sendings.class).advance(id, SendingState.REGISTERED_AT_POST, SendingState.RETURNED);
            house.append(house.record(AuditEvent.PIECE_STATUS, A, id).withStates(SendingState.REGISTERED_AT_POST, SendingState.RETURNED)
                    .withDetail(Map.of("code", "MOVED")));
            return id;
        });

        List<StatusEvent> events = house.events(id);

        assertThat(events).extracting(StatusEvent::status).endsWith(Status.AT_PRINTER, Status.HANDED_TO_POST, Status.RETURNED);
        ObjectNode posted = new EventJson("T").of(events.get(events.size() - 2));
        assertThat(posted.at("/data/final").asBoolean()).isFalse();
        assertThat(posted.at("/data/group").asText()).isEqualTo("underway");
        ObjectNode returned = new EventJson("T").of(events.getLast());
        assertThat(returned.at("/data/outcomeCode").asText()).isEqualTo("MOVED");
        assertThat(returned.at("/data/final").asBoolean()).isTrue();
    }

    @Test void an_event_reads_the_same_before_and_after_what_comes_later() {
        SendingId id = house.accepted(A);
        StatusEvent first = house.events(id).getFirst();

        house.moved(id, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);
        house.moved(id, SendingState.EBOX_CHOSEN, SendingState.FAILED);

        assertThat(house.events(id).getFirst()).isEqualTo(first);
    }

    @Test void a_transaction_that_commits_late_is_never_skipped() throws Exception {
        SendingId slow = house.accepted(B);
        SendingId fast = house.accepted(B);
        EventCursor place = behindAll();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> late = threads.submit(() -> house.inTransaction(() -> {
                house.move(slow, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);       // has the lower number, and no commit yet
                written.countDown();
                await(go);
                return slow;
            }));
            written.await();
            house.moved(fast, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);          // higher number, committed first

            EventFeed.Page between = feed().read(B, place, Set.of(), 100);
            go.countDown();
            late.get();
            EventFeed.Page after = feed().read(B, between.next(), Set.of(), 100);

            assertThat(between.events()).isEmpty();
            assertThat(after.events()).extracting(StatusEvent::sending).containsExactlyInAnyOrder(slow, fast);
        }
    }

    @Test void many_writers_and_one_reader_agree_on_every_event() throws Exception {
        EventCursor place = behindAll();
        List<SendingId> written = new ArrayList<>();
        List<SendingId> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<SendingId>> work = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                work.add(threads.submit(() -> house.accepted(B)));
            }
            for (Future<SendingId> one : work) {
                EventFeed.Page page = feed().read(B, place, Set.of(), 7);
                page.events().forEach(event -> read.add(event.sending()));
                place = page.next();
                written.add(one.get());
            }
        }
        while (read.size() < written.size()) {
            EventFeed.Page page = feed().read(B, place, Set.of(), 7);
            page.events().forEach(event -> read.add(event.sending()));
            assertThat(page.next()).isNotEqualTo(place);
            place = page.next();
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test void one_agency_never_reads_the_events_of_another() {
        EventCursor place = EventCursor.START;
        SendingId ofA = house.accepted(A);

        assertThat(all(B, place)).noneMatch(event -> event.sending().equals(ofA));
        assertThat(all(A, place)).anyMatch(event -> event.sending().equals(ofA));
    }

    @Test void a_filter_passes_its_types_and_the_place_goes_on_behind_the_others() {
        EventCursor place = behindAll(A);
        house.accepted(A);
        SendingId chosen = house.accepted(A);
        house.moved(chosen, SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);

        EventFeed.Page page = feed().read(A, place, Set.of(Status.SENDING), 1);

        assertThat(page.events()).singleElement().satisfies(event -> assertThat(event.sending()).isEqualTo(chosen));
        assertThat(feed().read(A, page.next(), Set.of(), 10).events()).isEmpty();
    }

    @Test void a_call_that_waits_gets_the_event_when_it_happens_and_nothing_when_none_does() throws Exception {
        EventCursor place = behindAll(A);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<EventFeed.Page> waiting = threads.submit(() -> feed().await(A, place, Set.of(), 10, Duration.ofSeconds(20)));
            SendingId id = house.accepted(A);

            assertThat(waiting.get().events()).extracting(StatusEvent::sending).containsExactly(id);
            assertThat(feed().await(A, waiting.get().next(), Set.of(), 10, Duration.ofMillis(120)).events()).isEmpty();
        }
    }

    @Test void only_so_many_calls_of_one_agency_wait_at_once() throws Exception {
        EventCursor place = behindAll(B);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EventFeed.Page>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(threads.submit(() -> feed().await(B, place, Set.of(), 10, Duration.ofSeconds(20))));
            }
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThatExceptionOfType(TooManyWaiting.class)
                    .isThrownBy(() -> feed().await(B, place, Set.of(), 10, Duration.ofMillis(1))));
            EventCursor other = behindAll(A);
            assertThat(feed().await(A, other, Set.of(), 10, Duration.ofMillis(60)).events()).isEmpty();
            house.accepted(B);
            for (Future<EventFeed.Page> one : waiting) {
                assertThat(one.get().events()).isNotEmpty();
            }
        }
    }

    @Test void the_database_finds_the_events_by_index_without_sorting() {
        house.accepted(A);
        String plan = house.inTransaction(() -> {
            house.database().sql("set local enable_seqscan = off").update();
            house.database().sql("set local enable_bitmapscan = off").update();
            return String.join("\n", house.database().sql("""
                    explain select id, xact from audit.record
                     where agency = 'dienst-a' and event_id is not null and (xact, id) > (cast('5' as xid8), 7)
                       and xact < pg_snapshot_xmin(pg_current_snapshot()) order by xact, id limit 100""").query(String.class).list());
        });

        assertThat(plan).contains("Index Cond: ((agency = 'dienst-a'::text) AND (ROW(xact, id) > ROW('5'::xid8, 7))").doesNotContain("Sort Key: record.xact\n")
                .doesNotContain("->  Sort");
    }

    @Test void the_event_is_a_cloud_event_without_personal_data() throws Exception {
        SendingId id = house.accepted(A, "ref-json");
        StatusEvent event = house.events(id).getFirst();

        var json = new EventJson("T").of(event);

        assertThat(json.path("specversion").asText()).isEqualTo("1.0");
        assertThat(json.path("type").asText()).isEqualTo("be.postiljon.documentService.v1.messages.notify.accepted");
        assertThat(json.path("id").asText()).isEqualTo(event.id().toString());
        assertThat(json.path("source").asText()).isEqualTo("urn:postiljon:documentService:T");
        assertThat(json.path("subject").asText()).isEqualTo(id.toString());
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("data").properties().stream().map(Map.Entry::getKey)).containsExactly("messageReference", "status", "group", "final", "mode");
        assertThat(json.toString()).doesNotContain("90610199729").hasSizeLessThan(20_000);
    }

    private static List<StatusEvent> all(io.postiljon.sending.AgencyCode agency, EventCursor from) {
        List<StatusEvent> all = new ArrayList<>();
        EventFeed.Page page = feed().read(agency, from, Set.of(), 500);
        while (!page.events().isEmpty()) {
            all.addAll(page.events());
            page = feed().read(agency, page.next(), Set.of(), 500);
        }
        return all;
    }

    private static EventCursor behindAll() {
        return behindAll(B);
    }

    private static EventCursor behindAll(io.postiljon.sending.AgencyCode agency) {
        List<StatusEvent> all = all(agency, EventCursor.START);
        return all.isEmpty() ? EventCursor.START : all.getLast().place();
    }

    private static EventFeed feed() {
        return house.bean(EventFeed.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
