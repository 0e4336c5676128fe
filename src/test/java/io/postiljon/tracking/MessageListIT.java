package io.postiljon.tracking;

import static io.postiljon.tracking.TrackingHouse.A;
import static io.postiljon.tracking.TrackingHouse.B;
import static io.postiljon.tracking.TrackingHouse.CITIZEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.store.Sending;
import io.postiljon.store.SendingFilter;
import io.postiljon.store.SendingPlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists are whole, stable and an agency's own. */
@Timeout(60)
class MessageListIT {
    @TempDir static Path folder;
    private static TrackingHouse house;
    private static final List<SendingId> OF_A = new ArrayList<>();
    private static SendingId ofB;

    @BeforeAll static void build() throws Exception {
        house = new TrackingHouse(folder);
        for (int i = 0; i < 7; i++) {
            OF_A.add(house.accepted(A, "list-" + i));
        }
        house.moved(OF_A.get(2), SendingState.ACCEPTED, SendingState.FAILED);
        house.moved(OF_A.get(5), SendingState.ACCEPTED, SendingState.EBOX_CHOSEN);
        ofB = house.accepted(B);
    }

    @AfterAll static void close() {
        house.close();
    }

    @Test void the_newest_come_first_and_pages_stay_whole_while_sendings_move_on_and_come_in() {
        List<SendingId> read = new ArrayList<>();
        Optional<SendingPlace> place = Optional.empty();
        for (int page = 0; page == 0 || place.isPresent(); page++) {
            MessageLists.Page found = find(new MessageQuery(filter(Set.of(SendingState.values()), place), Optional.empty(), 3));
            found.sendings().forEach(sending -> read.add(sending.id()));
            place = found.next();
            if (page == 0) {
                house.moved(OF_A.get(0), SendingState.ACCEPTED, SendingState.WITHHELD);
            }
        }

        assertThat(read).containsExactlyElementsOf(OF_A.reversed());
    }

    @Test void filters_narrow_and_a_word_without_a_sending_finds_nothing() {
        assertThat(ids(query("{\"ids\":" + json(OF_A) + ",\"status\":\"FAILED\"}"))).containsExactly(OF_A.get(2));
        assertThat(ids(query("{\"ids\":" + json(OF_A) + ",\"status\":[\"SENDING\",\"FAILED\"]}"))).containsExactly(OF_A.get(5), OF_A.get(2));
        assertThat(ids(query("{\"ids\":" + json(OF_A) + ",\"status\":[\"LOST\"]}"))).isEmpty();
        assertThat(ids(query("{\"ids\":" + json(OF_A) + ",\"messageReference\":\"list-4\"}"))).containsExactly(OF_A.get(4));
        assertThat(ids(query("{\"ids\":" + json(OF_A) + ",\"acceptedAfter\":\"2100-01-01T00:00:00Z\"}"))).isEmpty();
        assertThat(ids(query("{\"ids\":" + json(OF_A) + ",\"acceptedBefore\":\"2100-01-01T00:00:00Z\"}"))).hasSize(7);
    }

    @Test void ids_of_another_agency_are_not_there() {
        assertThat(ids(query("{\"ids\":" + json(List.of(ofB, OF_A.get(1))) + "}"))).containsExactly(OF_A.get(1));
    }

    @Test void a_recipient_is_found_by_its_pseudonym_only_by_the_agency_that_wrote_to_it_and_that_is_on_record() {
        int before = consultations();

        List<SendingId> found = ids(query("{\"recipient\":{\"ssin\":\"90610199729\"}}"));

        assertThat(found).containsExactlyElementsOf(OF_A.reversed());
        assertThat(ids(query("{\"recipient\":{\"ssin\":\"90610199828\"}}"))).isEmpty();
        assertThat(consultations()).isEqualTo(before + 2);
        assertThat(house.database().sql("select count(distinct subject_tag) from audit.record where event = 'SENDINGS_CONSULTED' and detail->>'by' = 'recipient'")
                .query(Integer.class).single()).isEqualTo(2);
        assertThat(CITIZEN.pseudonymInput()).contains("90610199729");
    }

    @Test void a_list_uses_the_index_of_its_order() {
        String plan = house.inTransaction(() -> {
            house.database().sql("set local enable_seqscan = off").update();
            house.database().sql("set local enable_bitmapscan = off").update();
            return String.join("\n", house.database().sql("""
                    explain select s.* from unnest(cast('{ACCEPTED,FAILED}' as text[])) as wanted (state) cross join lateral (
                        select id, accepted_at from gateway.sending s where s.agency = 'dienst-a' and s.state = wanted.state
                         order by s.accepted_at desc, s.id desc limit 50) s order by s.accepted_at desc, s.id desc limit 50""").query(String.class).list());
        });

        assertThat(plan).contains("using sending_list");
    }

    private static List<SendingId> ids(MessageLists.Page page) {
        return page.sendings().stream().map(Sending::id).toList();
    }

    private static MessageLists.Page query(String body) {
        return find(MessageQuery.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageLists.Page find(MessageQuery query) {
        return house.bean(MessageLists.class).find(house.asker(A), query);
    }

    private static SendingFilter filter(Set<SendingState> states, Optional<SendingPlace> behind) {
        return new SendingFilter(states, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), behind);
    }

    private static String json(List<SendingId> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").toList().toString();
    }

    private static int consultations() {
        return house.database().sql("select count(*) from audit.record where event = 'SENDINGS_CONSULTED' and subject_tag is not null").query(Integer.class).single();
    }
}
