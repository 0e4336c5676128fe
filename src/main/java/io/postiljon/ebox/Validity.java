package io.postiljon.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** How long a message stays in the box, counted in Brussels. Source: {@code validityPeriod} of a message type: a number of days, months or years. */
record Validity(Period period) {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final int MOST = 10_000;

    /** Empty when the answer does not say it in a form that is known. */
    static Optional<Validity> of(JsonNode messageType) {
        JsonNode period = messageType.path("validityPeriod");
        int number = period.path("validityPeriodNumber").asInt(0);
        if (number < 1 || number > MOST) {
            return Optional.empty();
        }
        return switch (period.path("validityPeriodUnit").asText("").toLowerCase(Locale.ROOT)) {
            case "day" -> Optional.of(new Validity(Period.ofDays(number)));
            case "month" -> Optional.of(new Validity(Period.ofMonths(number)));
            case "year" -> Optional.of(new Validity(Period.ofYears(number)));
            default -> Optional.empty();
        };
    }

    Instant endFrom(Instant published) {
        return published.atZone(BRUSSELS).plus(period).toInstant();
    }
}
