package io.postiljon.tracking;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The query of an address, read strictly: what is not known is refused, because a misspelt filter would show everything. */
final class QueryParameters {
    private static final int VALUES = 50;

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** @throws WrongRequest when there is another parameter than these */
    static QueryParameters of(HttpServletRequest request, String... known) {
        Set<String> names = Set.of(known);
        Map<String, List<String>> values = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, given) -> {
            if (!names.contains(name)) {
                throw new WrongRequest(WrongRequest.What.PARAMETER_UNKNOWN, name, "");
            }
            if (given.length > VALUES) {
                throw WrongRequest.parameter(name, "at most " + VALUES + " values");
            }
            values.put(name, List.of(given));
        });
        return new QueryParameters(values);
    }

    static void requireNone(HttpServletRequest request) {
        of(request);
        if (request.getQueryString() != null) {
            throw new WrongRequest(WrongRequest.What.PARAMETER_UNKNOWN, request.getQueryString().split("[=&]", 2)[0], "");
        }
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> one(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw WrongRequest.parameter(name, "given once");
        }
        return given.stream().findFirst();
    }

    int number(String name, int otherwise, int least, int most) {
        Optional<String> text = one(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,9}") || Integer.parseInt(text.get()) < least || Integer.parseInt(text.get()) > most) {
            throw WrongRequest.parameter(name, "a whole number, " + least + " to " + most);
        }
        return Integer.parseInt(text.get());
    }

    Optional<Instant> moment(String name) {
        try {
            return one(name).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException noMoment) {
            throw WrongRequest.parameter(name, "a moment as 2026-01-31T09:30:00Z");
        }
    }

    <E extends Enum<E>> Set<E> words(String name, Class<E> list) {
        List<E> words = new ArrayList<>();
        for (String text : all(name)) {
            words.add(Arrays.stream(list.getEnumConstants()).filter(word -> word.name().equals(text)).findFirst()
                    .orElseThrow(() -> WrongRequest.parameter(name, "a word of the list in the contract")));
        }
        return Set.copyOf(words);
    }
}
