package io.postiljon.print;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.PrintStatement;
import io.postiljon.sending.SendingState;
import io.postiljon.store.StatementLedger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes a statement as JSON, as {@code schemas/statement.schema.json} says. It names letters by reference and id, and holds no person. */
final class StatementJson {
    static final String SCHEMA_VERSION = "1.0";

    private final ObjectMapper mapper = new ObjectMapper();

    byte[] write(StatementBook book) {
        PrintStatement head = book.head();
        ObjectNode root = mapper.createObjectNode().put("schemaVersion", SCHEMA_VERSION).put("file", head.jsonName()).put("statementId", head.id().toString())
                .put("number", head.number()).put("day", head.day().toString()).put("countedFrom", head.from().toString())
                .put("countedUntil", head.until().toString()).put("complete", head.complete()).put("madeAt", head.madeAt().toString())
                .put("environment", book.environment());
        root.putObject("agency").put("code", head.agency().value()).put("organisationCode", book.agreement().organisationCode()).put("name", book.agreement().name());
        book.replaces().ifPresent(old -> reference(root.putObject("replaces"), old));
        book.opensWith().ifPresent(before -> reference(root.putObject("opensWith"), before));
        ObjectNode balance = root.putObject("balance");
        totals(balance.putObject("pieces"), head.pieces());
        totals(balance.putObject("sheets"), head.sheets());
        root.put("unexplained", head.unexplained());
        book.closed().forEach(group -> group(root.withArray("/closed").addObject(), group).put("supplierState", supplierState(group)));
        book.open().forEach(group -> {
            ObjectNode line = group(root.withArray("/open").addObject(), group).put("reason", group.standing());
            group.oldest().ifPresent(oldest -> line.put("oldestSince", oldest.toString()));
        });
        book.afterHandOver().forEach(group -> root.withArray("/afterHandOver").addObject().put("status", status(group.state())).put("pieces", group.amount().pieces()));
        book.sheetsByClass().forEach(line -> sheets(root.withArray("/sheets").addObject().put("batches", Integer.parseInt(line.counts())), line));
        book.batches().forEach(line -> sheets(root.withArray("/batches").addObject().put("orderFile", line.orderName()).put("counts", line.counts()), line));
        root.put("batchesOmitted", book.batchesOmitted());
        book.letters().forEach(letter -> {
            ObjectNode line = letter(root.withArray("/openItems").addObject(), letter, head.until());
            line.put("reason", letter.standing().orElseThrow());
        });
        root.put("openItemsOmitted", book.lettersOmitted());
        book.differences().forEach(difference -> difference(root.withArray("/differences").addObject(), difference, head.until()));
        unexplained(root.withArray("/unexplainedItems"), book);
        root.put("unexplainedItemsOmitted", book.unexplainedOmitted());
        List.of("closed", "open", "afterHandOver", "sheets", "batches", "openItems", "differences", "unexplainedItems").forEach(root::withArray);
        return bytes(root);
    }

    private static void reference(ObjectNode node, PrintStatement other) {
        node.put("statementId", other.id().toString()).put("number", other.number()).put("day", other.day().toString());
    }

    private static void totals(ObjectNode node, PrintStatement.Totals totals) {
        node.put("opening", totals.opening()).put("accepted", totals.accepted()).put("closed", totals.closed()).put("expected", totals.expected())
                .put("found", totals.found()).put("difference", totals.expected() - totals.found());
    }

    private static ObjectNode group(ObjectNode node, StatementLedger.Group group) {
        node.put("status", status(group.state()));
        group.printClass().ifPresent(printClass -> node.put("printClass", printClass));
        return node.put("pieces", group.amount().pieces()).put("sheets", group.amount().sheets());
    }

    /** A registered letter is with the post as an ordinary one is. */
    static String supplierState(StatementLedger.Group group) {
        return group.standing().equals(SendingState.REGISTERED_AT_POST.name()) ? SendingState.HANDED_TO_POST.name() : group.standing();
    }

    private static void sheets(ObjectNode node, StatementLedger.BatchSheets line) {
        node.put("supplier", line.supplier()).put("printClass", line.printClass()).put("pieces", line.pieces()).put("sheets", line.sheets()).put("piecesReported", line.piecesTold())
                .put("sheetsOfReported", line.ours()).put("sheetsReported", line.told()).put("difference", line.told() - line.ours());
    }

    private static ObjectNode letter(ObjectNode node, StatementLedger.Letter letter, Instant until) {
        node.put("messageId", letter.sending().toString());
        letter.reference().ifPresent(reference -> node.put("messageReference", reference));
        node.put("status", status(letter.state()));
        letter.since().ifPresent(since -> node.put("since", since.toString()).put("ageDays", ageDays(since, until)));
        letter.printClass().ifPresent(printClass -> node.put("printClass", printClass));
        node.put("sheets", letter.sheets());
        letter.orderName().ifPresent(order -> node.put("orderFile", order));
        return node;
    }

    private static void difference(ObjectNode node, StatementLedger.Difference difference, Instant until) {
        node.put("kind", difference.kind()).put("code", difference.code()).put("since", difference.since().toString())
                .put("ageDays", ageDays(difference.since(), until));
        difference.sending().ifPresent(sending -> node.put("messageId", sending.toString()));
        difference.reference().ifPresent(reference -> node.put("messageReference", reference));
        difference.orderName().ifPresent(order -> node.put("orderFile", order));
    }

    private static void unexplained(ArrayNode lines, StatementBook book) {
        if (!book.openingFits()) {
            lines.addObject().put("finding", StatementDesk.OPENING_DIFFERS);
        }
        book.unexplained().forEach(letter -> letter(lines.addObject(), letter, book.head().until()).put("finding", letter.finding().orElseThrow()));
    }

    static long ageDays(Instant since, Instant until) {
        return Math.max(0, Duration.between(since, until).toDays());
    }

    static String status(String state) {
        return SendingState.valueOf(state).status().name();
    }

    private byte[] bytes(ObjectNode root) {
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers could not be written as JSON", impossible);
        }
    }
}
