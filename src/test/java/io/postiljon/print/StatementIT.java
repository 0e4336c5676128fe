package io.postiljon.print;

import static io.postiljon.print.CountingHouse.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.Decision;
import io.postiljon.audit.PrintStatement;
import io.postiljon.audit.PrintStatements;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.PrintAlarms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** The account of letters on paper closes, and says so when it does not. */
@Timeout(120)
class StatementIT {
    private static final Decision WHY = new Decision(Actor.operator("ops"), "the agency asked for it");

    private CountingHouse house;

    @BeforeEach void build(@TempDir Path folder) throws Exception {
        house = new CountingHouse(folder);
    }

    @AfterEach void close() {
        house.close();
    }

    @Test void a_day_closes_with_each_letter_in_its_place() throws Exception {
        house.posted("posted", 2);
        SendingId failed = house.accepted("refused-by-the-printer");
        UUID refused = house.queued(failed, 3);
        house.batched("DONE", refused);
        house.pieceIs(refused, "REJECTED");
        house.moved(failed, SendingState.FAILED, AuditEvent.PIECE_REJECTED, Map.of("code", "PDF_FONT"));
        SendingId cancelled = house.accepted("cancelled");
        UUID gone = house.queued(cancelled, 5);
        house.database().sql("delete from gateway.print_piece where id = ?").param(gone).update();
        house.moved(cancelled, SendingState.CANCELLED, AuditEvent.SENDING_CANCELLED, Map.of());
        house.accepted("not-a-piece-yet");
        waiting();

        JsonNode statement = closed();

        assertThat(statement.path("unexplained").asInt()).as(statement.toPrettyString()).isZero();
        assertThat(amounts(statement, "pieces")).isEqualTo("opening 0 accepted 18 closed 3 expected 15 found 15 difference 0");
        assertThat(amounts(statement, "sheets")).isEqualTo("opening 0 accepted 38 closed 10 expected 28 found 28 difference 0");
        assertThat(lines(statement, "closed", "supplierState")).containsExactlyInAnyOrder("HANDED_TO_POST 1/2", "REJECTED 1/3", "NOT_PRINTED 1/5");
        assertThat(lines(statement, "open", "reason")).containsExactlyInAnyOrder("WAITS_FOR_PIECE 1/0", "WAITS_FOR_BATCH 1/2", "WAITS_FOR_UPLOAD 1/2",
                "WAITS_FOR_RECEIPT 1/2", "WAITS_FOR_RESULTS 1/2", "ANSWER_QUARANTINED 1/2", "ORDER_REFUSED 1/2", "ORDER_STOPPED 2/4", "ACCEPTED_NOT_PRINTED 1/2", "PRINTED_NOT_POSTED 1/2", "ENVELOPED_NOT_POSTED 1/2",
                "HELD 1/2", "CANCEL_ASKED 1/2", "CONTESTED 1/2");
        assertThat(statement.path("openItems")).hasSize(10).allSatisfy(item -> {
            assertThat(item.path("messageReference").asText()).isNotBlank();
            assertThat(item.has("ageDays")).isTrue();
        });
        assertThat(statement.path("differences")).singleElement().satisfies(difference ->
                assertThat(difference.path("kind").asText() + " " + difference.path("messageReference").asText()).isEqualTo("STATUS_CONTRADICTS CONTESTED"));
        assertThat(alarms()).isEmpty();
        String paper = StatementPaperTest.textOf(house.bean(PrintStatements.class).pdf(newest().id()).content());
        assertThat(paper).contains("Brieven op papier: Dienst Voorbeeld", "Brieven die niet verklaard zijn: 0", "WAITS_FOR_RECEIPT", "wacht op een order");
    }

    /** A letter for each reason why one is open; its reference is the reason. */
    private void waiting() {
        house.database().sql("insert into gateway.print_hold (kind, subject, reason, held_by, held_at) values ('SUPPLIER', 'ANOTHER', 'r', 'ops', ?)")
                .param(java.sql.Timestamp.from(house.now())).update();
        house.queued(house.accepted("WAITS_FOR_BATCH"), 2);
        UUID held = house.batched("BUILT", house.queued(house.accepted("HELD"), 2));
        house.database().sql("insert into gateway.print_hold (kind, subject, reason, held_by, held_at) values ('BATCH', ?, 'r', 'ops', ?)")
                .params(held.toString(), java.sql.Timestamp.from(house.now())).update();
        house.batched("CLOSED", house.queued(house.accepted("WAITS_FOR_UPLOAD"), 2));
        house.batched("UPLOADED", house.queued(house.accepted("WAITS_FOR_RECEIPT"), 2));
        house.batched("ACKED", house.queued(house.accepted("WAITS_FOR_RESULTS"), 2));
        house.batched("REFUSED", house.queued(house.accepted("ORDER_REFUSED"), 2));
        house.batched("STOPPED", house.queued(house.accepted("ORDER_STOPPED"), 2));
        UUID afterTheMarker = house.batched("STOPPED", house.queued(house.accepted("ORDER_STOPPED after its marker"), 2));
        house.database().sql("update gateway.print_batch set handed_over_at = closed_at where id = ?").param(afterTheMarker).update();
        String order = house.orderName(house.batched("ACKED", house.queued(house.accepted("ANSWER_QUARANTINED"), 2)));
        house.database().sql("insert into gateway.print_quarantine (supplier, file_name, reason, received_at, size_bytes) values ('DRUKKER', ?, 'not-the-form', ?, 10)")
                .params(order.replaceFirst("PO", "PP").replace(".zip.pgp", ".json.pgp"), java.sql.Timestamp.from(house.now())).update();
        for (String reference : List.of("CANCEL_ASKED", "ACCEPTED_NOT_PRINTED", "PRINTED_NOT_POSTED", "ENVELOPED_NOT_POSTED", "CONTESTED")) {
            SendingId id = house.accepted(reference);
            UUID piece = house.queued(id, 2);
            house.batched("DONE", piece);
            house.takenByPrinter(id, piece);
            if (reference.endsWith("ED_NOT_POSTED")) {
                house.told(piece, "PRINTED", 2);
            }
            if (reference.equals("ENVELOPED_NOT_POSTED")) {
                house.told(piece, "ENVELOPED", null);
            }
            if (reference.equals("CANCEL_ASKED")) {
                house.database().sql("insert into gateway.print_cancel (piece_id, asked_by, asked_at) values (?, 'AGENCY', ?)")
                        .params(piece, java.sql.Timestamp.from(house.now())).update();
            }
            if (reference.equals("CONTESTED")) {
                house.told(piece, "LOST", null);
                raise(PrintAlarmKind.STATUS_CONTRADICTS, piece.toString(), "sending-not-at-printer");
            }
        }
    }

    @Test void what_is_lost_or_changed_is_named_and_raises_an_alarm() throws Exception {
        house.posted("whole", 1);
        UUID piece = house.queued(house.accepted("PIECE_MISSING"), 2);
        delete(piece);
        piece = house.queued(house.accepted("PIECE_DIFFERS"), 2);
        house.database().sql("update gateway.print_piece set sheets = 9 where id = ?").param(piece).update();
        piece = house.posted("SUPPLIER_LINE_MISSING", 2);
        house.database().sql("delete from gateway.print_event where piece_id = ? and code = 'HANDED_TO_POST'").param(piece).update();
        SendingId id = house.accepted("STATE_DIFFERS");
        house.queued(id, 2);
        house.database().sql("update gateway.sending set state = 'HANDED_TO_POST' where id = ?").param(id.value()).update();
        piece = house.posted("PIECE_STATE_DIFFERS", 2);
        house.pieceIs(piece, "ACCEPTED");
        id = house.accepted("SENDING_MISSING");
        piece = house.queued(id, 2);
        delete(piece);
        house.database().sql("delete from gateway.sending where id = ?").param(id.value()).update();
        id = house.accepted("PIECE_WITHOUT_ACCEPTANCE");
        house.moved(id, SendingState.CANCELLED, AuditEvent.SENDING_CANCELLED, Map.of());
        house.pieceIs(house.piece(id, 2), "CANCELLED");
        id = house.accepted("EVIDENCE_BROKEN");
        house.database().sql("update gateway.sending set state = 'PRINT_QUEUED' where id = ?").param(id.value()).update();
        house.moved(id, SendingState.AT_PRINTER, AuditEvent.PIECE_ACCEPTED, Map.of());

        JsonNode statement = closed();

        List<String> found = new ArrayList<>();
        statement.path("unexplainedItems").forEach(item -> found.add(item.path("finding").asText()));
        assertThat(found).containsExactlyInAnyOrder("PIECE_MISSING", "PIECE_DIFFERS", "SUPPLIER_LINE_MISSING", "STATE_DIFFERS", "PIECE_STATE_DIFFERS", "SENDING_MISSING",
                "PIECE_WITHOUT_ACCEPTANCE", "EVIDENCE_BROKEN");
        statement.path("unexplainedItems").forEach(item -> assertThat(item.path("messageReference").asText("SENDING_MISSING")).as("the letter's name says what was done to it")
                .isEqualTo(item.path("finding").asText()));
        assertThat(statement.path("unexplained").asInt()).isEqualTo(8);
        assertThat(statement.at("/balance/pieces/difference").asInt()).as("two that are open by the books are not found, and one that is open").isEqualTo(2);
        assertThat(alarms()).containsExactly("LETTERS_UNEXPLAINED dienst-a " + statement.path("day").asText());
        assertThat(house.desk().countUnexplained()).isEqualTo(8);
    }

    @Test void an_order_whose_totals_do_not_add_up_is_named_with_each_letter_in_it() throws Exception {
        house.built(house.batched("UPLOADED", house.queued(house.accepted("right"), 2), house.queued(house.accepted("right too"), 3)), 2, 5);
        house.built(house.batched("UPLOADED", house.queued(house.accepted("a sheet more"), 2), house.queued(house.accepted("beside it"), 3)), 2, 6);
        house.built(house.batched("UPLOADED", house.queued(house.accepted("a piece less"), 4)), 2, 4);
        house.batched("CLOSED", house.queued(house.accepted("not built yet"), 1));

        JsonNode statement = closed();

        assertThat(unexplained(statement)).containsExactlyInAnyOrder("a sheet more ORDER_DIFFERS", "beside it ORDER_DIFFERS", "a piece less ORDER_DIFFERS");
    }

    @Test void an_order_that_was_moved_without_a_letter_that_was_withdrawn_adds_up() throws Exception {
        SendingId withdrawn = house.accepted("withdrawn");
        UUID cancelled = house.queued(withdrawn, 2);
        UUID other = house.queued(house.accepted("moved"), 3);
        house.built(house.batched("MOVED", cancelled, other), 2, 5);
        house.pieceIs(cancelled, "CANCELLED");
        house.moved(withdrawn, SendingState.CANCELLED, AuditEvent.SENDING_CANCELLED, Map.of());
        house.database().sql("update gateway.print_piece set batch_id = null, seq = null, state = 'WAITING', supplier = 'TWEEDE' where id = ?").param(other).update();

        JsonNode statement = closed();

        assertThat(unexplained(statement)).isEmpty();
        assertThat(lines(statement, "closed", "supplierState")).containsExactly("CANCELLED 1/2");
        assertThat(lines(statement, "open", "reason")).containsExactly("WAITS_FOR_BATCH 1/3");
    }

    @Test void a_letter_with_two_pieces_that_may_reach_its_recipient_is_named() throws Exception {
        house.asOwner().sql("drop index gateway.print_piece_one_alive").update();
        SendingId waits = house.accepted("both wait");
        house.piece(waits, 1);
        house.queued(waits, 1);
        SendingId posted = house.accepted("one is with the post");
        UUID first = house.queued(posted, 1);
        house.batched("DONE", first);
        house.takenByPrinter(posted, first);
        house.posted(posted, first, 1);
        house.printedAnew(posted, 1);
        SendingId anew = house.accepted("printed anew");
        house.pieceIs(house.queued(anew, 1), "LOST");
        house.printedAnew(anew, 1);

        JsonNode statement = closed();

        assertThat(unexplained(statement)).containsExactlyInAnyOrder("both wait PIECE_TWICE", "one is with the post PIECE_TWICE");
    }

    @Test void what_became_of_the_piece_that_was_under_way_at_midnight_is_named_after_it_was_printed_anew() throws Exception {
        List<UUID> old = new ArrayList<>();
        Map<String, SendingId> letters = new LinkedHashMap<>();
        for (String reference : List.of("kept", "sheets changed", "row removed")) {
            SendingId id = house.accepted(reference);
            letters.put(reference, id);
            old.add(house.queued(id, 2));
            house.batched("DONE", old.getLast());
            house.takenByPrinter(id, old.getLast());
        }
        house.midnight();
        int i = 0;
        for (SendingId id : letters.values()) {
            house.told(old.get(i++), "PRINT_FAILED", null);
            house.moved(id, SendingState.FAILED, AuditEvent.PIECE_STATUS, Map.of("code", "PRINT_FAILED"));
            house.printedAnew(id, 3);
        }
        house.database().sql("update gateway.print_piece set sheets = 7 where id = ?").param(old.get(1)).update();
        house.database().sql("delete from gateway.print_event where piece_id = ?").param(old.get(2)).update();
        delete(old.get(2));
        house.morning();

        assertThat(house.desk().makeDue("dienst-a")).isPositive();
        JsonNode statement = json(newest());

        assertThat(unexplained(statement)).containsExactlyInAnyOrder("sheets changed SHEETS_DIFFER", "row removed PIECE_MISSING");
        assertThat(amounts(statement, "sheets")).isEqualTo("opening 0 accepted 6 closed 0 expected 6 found 9 difference -3");
    }

    @Test void a_day_opens_with_what_the_day_before_signed_and_a_lost_letter_is_not_forgotten() throws Exception {
        SendingId id = house.accepted("first");
        UUID piece = house.queued(id, 4);
        JsonNode first = closed();
        house.batched("DONE", piece);
        house.takenByPrinter(id, piece);
        house.posted(id, piece, 4);
        SendingId lost = house.accepted("lost");
        UUID lostPiece = house.queued(lost, 1);

        JsonNode second = closed();
        delete(lostPiece);
        house.database().sql("delete from gateway.sending where id = ?").param(lost.value()).update();
        JsonNode third = closed();
        JsonNode fourth = closed();

        assertThat(amounts(first, "pieces")).isEqualTo("opening 0 accepted 1 closed 0 expected 1 found 1 difference 0");
        assertThat(amounts(second, "pieces")).isEqualTo("opening 1 accepted 1 closed 1 expected 1 found 1 difference 0");
        assertThat(amounts(second, "sheets")).isEqualTo("opening 4 accepted 1 closed 4 expected 1 found 1 difference 0");
        assertThat(second.at("/opensWith/number").asInt()).isEqualTo(first.path("number").asInt());
        assertThat(amounts(third, "pieces")).isEqualTo("opening 1 accepted 0 closed 0 expected 1 found 0 difference 1");
        assertThat(third.at("/unexplainedItems/0/messageReference").asText()).as("kept by the statement before").isEqualTo("lost");
        assertThat(fourth.at("/unexplainedItems/0/messageReference").asText()).isEqualTo("lost");
        assertThat(fourth.path("unexplained").asInt()).isEqualTo(1);
    }

    @Test void a_letter_that_the_books_lose_is_seen_too() throws Exception {
        house.queued(house.accepted("kept"), 2);
        closed();
        house.database().sql("delete from gateway.statement_letter").update();

        JsonNode statement = closed();

        assertThat(statement.path("unexplainedItems").findValuesAsText("finding")).containsExactly("OPENING_DIFFERS", "EVIDENCE_MISSING");
        assertThat(statement.at("/balance/pieces/difference").asInt()).as("the table has it, and so has what was signed").isZero();
    }

    @Test void a_letter_that_is_printed_again_counts_once() throws Exception {
        SendingId id = house.accepted("spoiled");
        UUID old = house.queued(id, 3);
        house.batched("DONE", old);
        house.takenByPrinter(id, old);
        house.told(old, "PRINT_FAILED", null);
        house.moved(id, SendingState.FAILED, AuditEvent.PIECE_STATUS, Map.of("code", "PRINT_FAILED"));
        house.printedAnew(id, 4);
        SendingId waiting = house.accepted("order-refused");
        UUID refused = house.queued(waiting, 5);
        house.batched("REFUSED", refused);
        house.pieceIs(refused, "REJECTED");
        house.printedAnew(waiting, 5);

        JsonNode statement = closed();

        assertThat(statement.path("unexplained").asInt()).as(statement.toPrettyString()).isZero();
        assertThat(amounts(statement, "pieces")).isEqualTo("opening 0 accepted 3 closed 1 expected 2 found 2 difference 0");
        assertThat(amounts(statement, "sheets")).isEqualTo("opening 0 accepted 17 closed 8 expected 9 found 9 difference 0");
        assertThat(lines(statement, "closed", "supplierState")).containsExactlyInAnyOrder("PRINT_FAILED 1/3", "REPLACED 0/5");
    }

    @Test void a_sheet_difference_stays_with_its_age_until_a_person_closes_it_with_a_reason() throws Exception {
        UUID piece = house.posted("thick", 2);
        house.posted("thin", 1);
        house.database().sql("update gateway.print_event set sheets = 3 where piece_id = ?").param(piece).update();
        raise(PrintAlarmKind.SHEETS_DIFFER, piece.toString(), "told-3-ours-2");

        JsonNode first = closed();
        JsonNode second = closed();
        house.bean(SupplierAlarms.class).close(PrintAlarmKind.SHEETS_DIFFER, piece.toString(), Actor.operator("ops"), "one sheet was doubled; not billed");
        JsonNode third = closed();

        assertThat(first.at("/sheets/0").toString()).contains("\"piecesReported\":2", "\"sheetsOfReported\":3", "\"sheetsReported\":4", "\"difference\":1");
        assertThat(first.at("/batches/0/difference").asInt()).as("those with a difference first").isEqualTo(1);
        assertThat(first.at("/differences/0/ageDays").asInt()).isZero();
        assertThat(second.at("/differences/0/messageReference").asText()).isEqualTo("thick");
        assertThat(second.at("/differences/0/ageDays").asInt()).isEqualTo(1);
        assertThat(third.path("differences")).isEmpty();
        assertThat(List.of(first, second, third)).allMatch(statement -> statement.path("unexplained").asInt() == 0);
    }

    @Test void a_statement_is_signed_numbered_and_never_changed_and_a_correction_names_it() throws Exception {
        house.accepted("first");
        JsonNode day = closed();
        PrintStatement first = newest();
        LocalDate stated = first.day();

        PrintStatement again = house.desk().makeAgain("dienst-a", stated, WHY);

        assertThat(first.number()).isEqualTo(1);
        assertThat(first.fileName()).isEqualTo("0999990024." + stated.toString().replace("-", "") + ".00001.T.statement");
        PrintStatement.File json = house.bean(PrintStatements.class).json(first.id());
        String header = new String(Base64.getUrlDecoder().decode(json.signature().split("\\.")[0]), StandardCharsets.UTF_8);
        assertThat(header).contains("\"" + first.jsonName() + "\"", ContentDigest.of(json.content()).base64Url());
        assertThat(again.number()).isEqualTo(2);
        assertThat(json(again).at("/replaces/number").asInt()).isEqualTo(1);
        assertThat(json(again).path("balance")).isEqualTo(day.path("balance"));
        assertThat(house.database().sql("select outcome || ' ' || actor_id || ' ' || (detail ->> 'reason') || ' ' || array_length(digests, 1) from audit.record"
                        + " where event = 'STATEMENT_MADE' and actor_kind = 'OPERATOR'").query(String.class).list())
                .containsExactly("DONE ops the agency asked for it 2");
        assertThatThrownBy(() -> house.database().sql("update audit.print_statement set unexplained = 0").update()).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> house.desk().makeAgain("dienst-a", house.today().plusDays(1), WHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> house.desk().makeAgain("nobody", stated, WHY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test void today_can_be_stated_by_now_and_is_stated_as_a_whole_when_it_is_over() throws Exception {
        house.posted("early", 1);
        PrintStatement byNow = house.desk().makeAgain("dienst-a", house.today(), WHY);
        house.queued(house.accepted("late"), 1);

        JsonNode whole = closed();

        assertThat(byNow.complete()).isFalse();
        assertThat(json(byNow).path("complete").asBoolean()).isFalse();
        assertThat(whole.path("complete").asBoolean()).isTrue();
        assertThat(whole.at("/replaces/number").asInt()).isEqualTo(byNow.number());
        assertThat(amounts(whole, "pieces")).isEqualTo("opening 0 accepted 2 closed 1 expected 1 found 1 difference 0");
        assertThat(whole.path("unexplained").asInt()).isZero();
    }

    @Test void while_the_day_before_is_not_stated_yet_today_counts_from_the_last_statement() throws Exception {
        house.queued(house.accepted("first"), 1);
        closed();
        house.posted("second", 1);
        house.midnight();
        house.accepted("third");

        PrintStatement byNow = house.desk().makeAgain("dienst-a", house.today(), WHY);

        assertThat(amounts(json(byNow), "pieces")).isEqualTo("opening 1 accepted 2 closed 1 expected 2 found 2 difference 0");
        assertThat(byNow.unexplained()).isZero();
        assertThat(byNow.from()).isEqualTo(house.today().minusDays(1).atStartOfDay(WorkingDays.BRUSSELS).toInstant());
        assertThatThrownBy(() -> house.desk().makeAgain("dienst-a", house.today().plusDays(1), WHY)).isInstanceOf(IllegalArgumentException.class);
        house.nextMorning();
        assertThat(house.desk().makeDue("dienst-a")).isEqualTo(3);
        assertThat(house.desk().makeDue("dienst-a")).as("and the day that was begun").isEqualTo(4);
        assertThat(amounts(json(newest()), "pieces")).isEqualTo("opening 1 accepted 1 closed 0 expected 2 found 2 difference 0");
        assertThat(json(newest()).at("/replaces/number").asInt()).isEqualTo(2);
    }

    @Test void a_crash_half_way_leaves_nothing_and_two_nodes_make_one() throws Exception {
        house.accepted("letter");
        house.nextMorning();
        assertThat(house.desk().due()).as("not an agency in rehearsal").containsExactlyInAnyOrder("dienst-a", "dienst-b");
        assertThatThrownBy(() -> house.inTransaction(() -> {
            house.desk().makeDue("dienst-a");
            throw new IllegalStateException("and here the process died");
        })).hasMessageContaining("died");
        assertThat(house.database().sql("select (select count(*) from audit.print_statement) + (select count(*) from gateway.statement_letter)").query(Integer.class).single())
                .isZero();

        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            Callable<Integer> node = () -> {
                try {
                    return house.desk().makeDue("dienst-a");
                } catch (DataAccessException second) {
                    return 0;
                }
            };
            for (Future<Integer> made : nodes.invokeAll(List.of(node, node, node, node))) {
                made.get();
            }
        }

        assertThat(house.desk().due()).containsExactly("dienst-b");
        assertThat(house.database().sql("select number from audit.print_statement").query(Integer.class).list()).containsExactly(1);
        assertThat(house.desk().makeDue("dienst-a")).isZero();
        assertThat(house.desk().makeDue("dienst-r")).isZero();
    }

    @Test void days_that_were_missed_are_made_one_by_one_and_very_many_open_letters_are_counted_and_not_all_named() throws Exception {
        for (int i = 0; i < 12; i++) {
            house.accepted("letter-" + i);
        }
        closed();
        house.nextMorning();
        house.nextMorning();
        house.nextMorning();

        assertThat(house.desk().makeDue("dienst-a")).isEqualTo(2);
        assertThat(house.desk().makeDue("dienst-a")).isEqualTo(3);
        assertThat(house.desk().makeDue("dienst-a")).isEqualTo(4);
        assertThat(house.desk().makeDue("dienst-a")).isZero();
        JsonNode last = json(newest());
        assertThat(last.at("/balance/pieces/found").asInt()).isEqualTo(12);
        assertThat(last.path("openItems")).hasSize(10);
        assertThat(last.path("openItemsOmitted").asInt()).isEqualTo(2);
        assertThat(last.at("/openItems/0/ageDays").asInt()).isEqualTo(3);
        for (int i = 0; i < 34; i++) {
            house.nextMorning();
        }
        assertThat(house.desk().tidy()).as("the newest one keeps what the next one opens with").isEqualTo(36);
        assertThat(house.desk().makeDue("dienst-a")).isEqualTo(5);
        assertThat(json(newest()).path("unexplained").asInt()).isZero();
    }

    /** Makes today a day that is over, and reads its statement, which the schema allows. */
    private JsonNode closed() throws IOException {
        house.nextMorning();
        assertThat(house.desk().makeDue("dienst-a")).isPositive();
        return json(newest());
    }

    private PrintStatement newest() {
        return house.bean(PrintStatements.class).before(A, 100_000, 1).getFirst();
    }

    private JsonNode json(PrintStatement statement) throws IOException {
        JsonNode json = new ObjectMapper().readTree(house.bean(PrintStatements.class).json(statement.id()).content());
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(StatementIT.class.getResourceAsStream("/schemas/statement.schema.json"));
        assertThat(schema.validate(json)).isEmpty();
        return json;
    }

    private static String amounts(JsonNode statement, String unit) {
        List<String> words = new ArrayList<>();
        statement.path("balance").path(unit).properties().forEach(amount -> words.add(amount.getKey() + " " + amount.getValue().asInt()));
        return String.join(" ", words);
    }

    private static List<String> unexplained(JsonNode statement) {
        List<String> letters = new ArrayList<>();
        statement.path("unexplainedItems").forEach(item -> letters.add(item.path("messageReference").asText() + " " + item.path("finding").asText()));
        return letters;
    }

    private static List<String> lines(JsonNode statement, String list, String word) {
        List<String> lines = new ArrayList<>();
        statement.path(list).forEach(line -> lines.add(line.path(word).asText() + " " + line.path("pieces").asInt() + "/" + line.path("sheets").asInt()));
        return lines;
    }

    private void delete(UUID piece) {
        house.database().sql("delete from gateway.print_piece where id = ?").param(piece).update();
    }

    private void raise(PrintAlarmKind kind, String subject, String code) {
        house.inTransaction(() -> house.bean(PrintAlarms.class).raise(new SupplierCode("DRUKKER"), kind, subject, code));
    }

    private List<String> alarms() {
        return house.bean(PrintAlarms.class).oldest(100).stream().filter(alarm -> alarm.kind() == PrintAlarmKind.LETTERS_UNEXPLAINED)
                .map(alarm -> alarm.kind() + " " + alarm.subject()).toList();
    }
}
