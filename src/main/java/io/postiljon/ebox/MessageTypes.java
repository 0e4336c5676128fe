package io.postiljon.ebox;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreements;
import io.postiljon.store.EboxReadings;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;
import org.springframework.transaction.annotation.Transactional;

/**
 * When messages expire of which the publication did not say it: by the validity of their type, remembered for two days as the eBox
 * recommends. A type that the eBox does not know is remembered too. Source: {@code GET refData/messageTypes/{id}}.
 */
public class MessageTypes {
    private static final Duration REMEMBERED = Duration.ofDays(2);

    private final EboxReadings readings;
    private final Sendings sendings;
    private final Agreements agreements;
    private final PublicationClients clients;
    private final AnswerReading reading;
    private final StatusSettings settings;
    private final CallHeaders common;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Optional<Validity> validity, Instant since) {}

    MessageTypes(EboxReadings readings, Sendings sendings, Agreements agreements, PublicationClients clients, AnswerReading reading,
            StatusSettings settings, CallHeaders common, Clock clock) {
        this.readings = readings;
        this.sendings = sendings;
        this.agreements = agreements;
        this.clients = clients;
        this.reading = reading;
        this.settings = settings;
        this.common = common;
        this.clock = clock;
    }

    /** Settles what is known already, and names the types to ask about. */
    @Transactional
    public List<TypeQuestion> due() {
        if (!settings.asked()) {
            return List.of();
        }
        Instant oldest = clock.instant().minus(REMEMBERED);
        known.values().removeIf(one -> one.since().isBefore(oldest));
        Map<String, AgencyCode> types = readings.typesWithoutExpiry();
        types.keySet().stream().filter(known::containsKey).forEach(this::settle);
        return types.entrySet().stream().filter(type -> !known.containsKey(type.getKey()))
                .flatMap(type -> agreements.byCode(type.getValue()).map(clients::of)
                        .map(credentials -> new TypeQuestion(type.getKey(), credentials.token(), credentials.onBehalfOf())).stream())
                .toList();
    }

    /** The id goes into the path in encoded form, so that it cannot leave its place. */
    public void prepare(TypeQuestion question, TokenAnswer.Granted token, @Headers Map<String, Object> headers) {
        common.put(headers, token, question.onBehalfOf());
        headers.put(Exchange.HTTP_PATH, URLEncoder.encode(question.messageType(), StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E"));
    }

    /** Remembers what the eBox said; what it could not say now is asked again at the next round. */
    @Transactional
    public void learn(TypeQuestion question, EboxAnswer answer) {
        if (answer.status() == 200 || answer.status() == 404) {
            Optional<Validity> validity = answer.status() == 200 ? Validity.of(reading.json(answer)) : Optional.empty();
            known.put(question.messageType(), new Known(validity, clock.instant()));
            settle(question.messageType());
        }
    }

    private void settle(String messageType) {
        known.get(messageType).validity().ifPresent(validity -> {
            for (Sending sending : readings.withoutExpiry(messageType)) {
                sendings.noteExpiry(sending.id(), validity.endFrom(sending.stateSince()));
            }
        });
    }
}
