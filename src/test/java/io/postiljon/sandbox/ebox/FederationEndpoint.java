package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The federation service: preferences of enterprises, consents of citizens. At most 1,000 numbers a call. */
record FederationEndpoint(AccessTokens tokens, Recipients recipients, Clock clock) {
    static final String PREFERENCES = "/REST/ebox/enterprise/federation/v1/eboxPreferences/search";
    static final String CONSENTS = "/REST/ebox/enterprise/federation/v1/citizenEboxConsents/search";
    private static final int MOST = 1_000;
    private static final int BODY_LIMIT = 64 * 1024;
    private static final Duration LAST_CONNECTION = Duration.ofDays(30);

    /** Lists only the boxes that exist. */
    Reply preferences(Call call) throws IOException {
        JsonNode body = search(call);
        if (!body.path("eboxType").asText().equals("ENTERPRISE") || !body.path("eboxIdType").asText().equals("EnterpriseNumber")) {
            throw new CallRefused(CallError.invalidInput("eboxType is ENTERPRISE and eboxIdType is EnterpriseNumber"));
        }
        List<Object> found = new ArrayList<>();
        for (String kbo : numbers(body.path("eboxIdValueList"), "[01][0-9]{9}")) {
            recipients.listed(kbo).map(this::preferenceOf).ifPresent(found::add);
        }
        return Reply.json(200, found);
    }

    private Map<String, Object> preferenceOf(KnownRecipient recipient) {
        Map<String, Object> preference = new LinkedHashMap<>();
        preference.put("eboxId", Map.of("eboxType", "enterprise", "eboxIdValue", recipient.number()));
        preference.put("exclusivelyEbox", recipient.exclusivelyEbox());
        if (recipient.behaviour() != RecipientBehaviour.NEVER_OPENED) {
            preference.put("lastConnectionDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    clock.instant().minus(LAST_CONNECTION).atZone(ZoneId.of("Europe/Brussels")).toLocalDate()
                            .atStartOfDay(ZoneId.of("Europe/Brussels"))));
        }
        return preference;
    }

    /** One entry for each citizen asked for. */
    Reply consents(Call call) throws IOException {
        List<Object> found = new ArrayList<>();
        for (String ssin : numbers(search(call).path("ssinList"), "[0-9]{11}")) {
            found.add(Map.of("ssin", ssin, "hasConsent", recipients.hasConsent(ssin)));
        }
        return Reply.json(200, found);
    }

    private JsonNode search(Call call) throws IOException {
        if (!call.method().equals("POST")) {
            throw new CallRefused(CallError.methodNotAllowed("POST"));
        }
        tokens.require(call, List.of(Scopes.PREFERENCES));
        ContractWatch.require(call);
        return call.json(BODY_LIMIT);
    }

    private static Set<String> numbers(JsonNode list, String form) {
        if (!list.isArray() || list.isEmpty() || list.size() > MOST) {
            throw new CallRefused(CallError.invalidInput("a list of 1 to 1000 numbers is expected"));
        }
        Set<String> numbers = new LinkedHashSet<>();
        for (JsonNode number : list) {
            if (!number.isTextual() || !number.asText().matches(form)) {
                throw new CallRefused(CallError.invalidInput("a number of the list is wrong"));
            }
            numbers.add(number.asText());
        }
        return numbers;
    }
}
