package io.postiljon.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postiljon.audit.EventCursor;
import io.postiljon.sending.SendingState;
import io.postiljon.store.SendingPlace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageQueryTest {
    private static final String ID = "019ab2b4-7c1e-7d43-9a55-6f1f5d1c2a01";

    @Test void a_status_stands_for_all_states_that_have_its_word() {
        assertThat(of("{'ids':['" + ID + "'],'status':'SENDING'}").filter().states())
                .containsExactlyInAnyOrder(SendingState.EBOX_CHOSEN, SendingState.PAPER_CHOSEN);
        assertThat(of("{'ids':['" + ID + "']}").filter().states()).containsExactlyInAnyOrder(SendingState.values());
        assertThat(of("{'ids':['" + ID + "'],'status':'HANDED_TO_POST'}").filter().states())
                .containsExactlyInAnyOrder(SendingState.HANDED_TO_POST, SendingState.REGISTERED_AT_POST);
    }

    @Test void a_thousand_ids_are_one_page_and_one_more_is_too_many() {
        assertThat(of(withIds(1000)).limit()).isEqualTo(1000);
        assertThatExceptionOfType(WrongRequest.class).isThrownBy(() -> of(withIds(1001))).satisfies(wrong -> assertThat(wrong.place()).isEqualTo("ids"));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "[] | NOT_JSON | ?",
        "{'ids':[]} | MEMBER_VALUE | ids",
        "{} | MEMBER_MISSING | ids",
        "{'ids':['ID'],'recipient':{'ssin':'90610199729'}} | MEMBER_MISSING | ids",
        "{'ids':['x']} | MEMBER_VALUE | ids[0]",
        "{'ids':['ID'],'colour':'red'} | MEMBER_UNKNOWN | colour",
        "{'ids':['ID'],'status':'GONE'} | MEMBER_VALUE | status",
        "{'ids':['ID'],'channel':'PIGEON'} | MEMBER_VALUE | channel",
        "{'ids':['ID'],'pageSize':0} | MEMBER_VALUE | pageSize",
        "{'ids':['ID'],'after':'x'} | MEMBER_VALUE | after",
        "{'ids':['ID'],'acceptedAfter':'yesterday'} | MEMBER_VALUE | acceptedAfter",
        "{'ids':['ID'],'ids':['ID']} | NOT_JSON | ?",
        "{'ids':['ID']} {} | NOT_JSON | ?",
        "{'recipient':{'ssin':'90610199720'}} | SSIN | recipient.ssin",
        "{'recipient':{'enterpriseNumber':'0999990025'}} | ENTERPRISE_NUMBER | recipient.enterpriseNumber",
        "{'recipient':{}} | MEMBER_VALUE | recipient"})
    void what_is_wrong_is_named_and_never_repeated(String body, WrongRequest.What what, String place) {
        assertThatExceptionOfType(WrongRequest.class).isThrownBy(() -> of(body.replace("ID", ID)))
                .satisfies(wrong -> {
                    assertThat(wrong.what()).isEqualTo(what);
                    assertThat(wrong.place()).isEqualTo(place);
                    assertThat(wrong.expected() + wrong.getMessage()).doesNotContain("90610199720").doesNotContain("yesterday");
                });
    }

    @Test void a_place_in_the_list_comes_back_from_its_text() {
        SendingPlace place = new SendingPlace(Instant.parse("2026-11-26T10:00:00.123456Z"), UUID.fromString(ID));

        assertThat(SendingPlace.parse(place.toString())).contains(place);
    }

    @Test void a_place_among_events_comes_back_from_its_text() {
        EventCursor place = new EventCursor(Long.MAX_VALUE, 17);

        assertThat(EventCursor.parse(place.toString())).contains(place);
        assertThat(place).isGreaterThan(EventCursor.START);
    }

    @ParameterizedTest @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "_________________w", "______________________", "AAAAAAAAAAAAAAAAAAAA==", "' or 1=1 --           "})
    void what_no_answer_gave_is_no_cursor(String text) {
        assertThat(EventCursor.parse(text)).isEmpty();
        assertThat(SendingPlace.parse(text)).isEmpty();
    }

    private static String withIds(int count) {
        return "{'ids':" + Collections.nCopies(count, "'" + ID + "'") + "}";
    }

    private static MessageQuery of(String json) {
        return MessageQuery.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
