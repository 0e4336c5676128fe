package io.postiljon.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postiljon.sending.Channel;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import io.postiljon.sending.Status;
import io.postiljon.store.SendingFilter;
import io.postiljon.store.SendingPlace;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which sendings an agency asks for: from the query of an address, or from a body when it names ids or a recipient.
 *
 * @param recipient only in a body, never in an address
 * @param limit     of the page
 */
record MessageQuery(SendingFilter filter, Optional<Recipient> recipient, int limit) {
    static final int IDS = 1000;
    static final int LIMIT_BYTES = 128 * 1024;
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final Set<String> MEMBERS =
            Set.of("ids", "recipient", "status", "channel", "acceptedAfter", "acceptedBefore", "messageReference", "pageSize", "after");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static MessageQuery of(QueryParameters query) {
        return new MessageQuery(new SendingFilter(states(query.words("status", Status.class)),
                onlyOne(query.words("channel", Channel.class)),
                query.moment("acceptedAfter"), query.moment("acceptedBefore"),
                query.one("messageReference").map(text -> reference(text, WrongRequest::parameter)), Optional.empty(),
                query.one("after").map(text -> place(text, WrongRequest::parameter))),
                Optional.empty(), query.number("pageSize", PAGE, 1, LARGEST_PAGE));
    }

    /** @throws WrongRequest when the body is not what the contract says */
    static MessageQuery of(byte[] body) {
        JsonNode tree = tree(body);
        tree.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw new WrongRequest(WrongRequest.What.MEMBER_UNKNOWN, name, "");
            }
        });
        if (tree.has("ids") == tree.has("recipient")) {
            throw new WrongRequest(WrongRequest.What.MEMBER_MISSING, "ids", "either ids or recipient");
        }
        Optional<List<SendingId>> ids = tree.has("ids") ? Optional.of(ids(tree.get("ids"))) : Optional.empty();
        SendingFilter filter = new SendingFilter(states(words(tree, "status", Status.class)),
                onlyOne(words(tree, "channel", Channel.class)),
                moment(tree, "acceptedAfter"), moment(tree, "acceptedBefore"),
                text(tree, "messageReference").map(text -> reference(text, WrongRequest::member)), ids,
                text(tree, "after").map(text -> place(text, WrongRequest::member)));
        return new MessageQuery(filter, recipient(tree.path("recipient")), limit(tree, ids.isPresent() ? IDS : PAGE));
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException notJson) {
            throw new WrongRequest(WrongRequest.What.NOT_JSON, "", "");
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
        throw new WrongRequest(WrongRequest.What.NOT_JSON, "", "");
    }

    private static List<SendingId> ids(JsonNode node) {
        if (!node.isArray() || node.isEmpty() || node.size() > IDS) {
            throw WrongRequest.member("ids", "a list of 1 to " + IDS + " ids");
        }
        List<SendingId> ids = new ArrayList<>();
        for (JsonNode id : node) {
            if (!id.isTextual() || !id.asText().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                throw WrongRequest.member("ids[" + ids.size() + "]", "a messageId");
            }
            ids.add(SendingId.parse(id.asText()));
        }
        return ids;
    }

    private static Optional<Recipient> recipient(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (node.size() == 1 && node.path("ssin").isTextual()) {
            return Optional.of(numbered(WrongRequest.What.SSIN, "recipient.ssin", () -> new Recipient.Citizen(new Insz(node.get("ssin").asText()))));
        }
        if (node.size() == 1 && node.path("enterpriseNumber").isTextual()) {
            return Optional.of(numbered(WrongRequest.What.ENTERPRISE_NUMBER, "recipient.enterpriseNumber",
                    () -> new Recipient.Organisation(new KboNumber(node.get("enterpriseNumber").asText()))));
        }
        throw WrongRequest.member("recipient", "an object with ssin or enterpriseNumber");
    }

    private static Recipient numbered(WrongRequest.What what, String place, java.util.function.Supplier<Recipient> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException wrongNumber) {
            throw new WrongRequest(what, place, "");
        }
    }

    private static int limit(JsonNode tree, int otherwise) {
        JsonNode size = tree.path("pageSize");
        if (size.isMissingNode()) {
            return otherwise;
        }
        if (!size.isInt() || size.asInt() < 1 || size.asInt() > Math.max(otherwise, LARGEST_PAGE)) {
            throw WrongRequest.member("pageSize", "a whole number, 1 to " + Math.max(otherwise, LARGEST_PAGE));
        }
        return size.asInt();
    }

    private static Optional<Instant> moment(JsonNode tree, String name) {
        try {
            return text(tree, name).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noMoment) {
            throw WrongRequest.member(name, "a moment as 2026-01-31T09:30:00Z");
        }
    }

    private static Optional<String> text(JsonNode tree, String name) {
        JsonNode node = tree.path(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw WrongRequest.member(name, "a text");
        }
        return Optional.of(node.asText());
    }

    /** A word, or a list of words. */
    private static <E extends Enum<E>> Set<E> words(JsonNode tree, String name, Class<E> list) {
        JsonNode node = tree.path(name);
        if (node.isMissingNode()) {
            return Set.of();
        }
        List<JsonNode> given = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(given::add);
        } else {
            given.add(node);
        }
        Function<JsonNode, E> word = text -> Arrays.stream(list.getEnumConstants()).filter(constant -> constant.name().equals(text.asText()))
                .findFirst().orElseThrow(() -> WrongRequest.member(name, "words of the list in the contract"));
        return given.stream().map(word).collect(Collectors.toUnmodifiableSet());
    }

    /** Both channels are as good as no filter. */
    private static Optional<Channel> onlyOne(Set<Channel> channels) {
        return channels.size() == 1 ? channels.stream().findFirst() : Optional.empty();
    }

    private interface Complaint {
        WrongRequest about(String name, String expected);
    }

    private static MessageReference reference(String text, Complaint complaint) {
        try {
            return new MessageReference(text);
        } catch (IllegalArgumentException noReference) {
            throw complaint.about("messageReference", "1 to 64 characters without control characters");
        }
    }

    private static SendingPlace place(String text, Complaint complaint) {
        return SendingPlace.parse(text).orElseThrow(() -> complaint.about("after", "a cursor that an earlier answer gave"));
    }

    /** All states whose word is wanted. */
    private static Set<SendingState> states(Set<Status> wanted) {
        return EnumSet.allOf(SendingState.class).stream().filter(state -> wanted.isEmpty() || wanted.contains(state.status()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
