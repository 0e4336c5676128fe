package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sender may read in the registry: the status of its messages, and the message types. */
record RegistryReading(EboxSimulatorSettings settings, AccessTokens tokens, Mailboxes mailboxes) {
    static final String STATUS = "/REST/ebox/enterprise/messageRegistry/v3/searchMessageStatus";
    static final String TYPES = "/REST/ebox/enterprise/messageRegistry/v3/refData/messageTypes";
    private static final int MOST = 250;
    private static final int BODY_LIMIT = 256 * 1024;

    /** Answers 201 with those messages of the list that this sender published; another's message is as one that does not exist. */
    Reply status(Call call) throws IOException {
        if (settings.manners().statusOperation() == EboxSimulatorSettings.Switch.OFF) {
            throw new CallRefused(CallError.notFound());
        }
        if (!call.method().equals("POST")) {
            throw new CallRefused(CallError.methodNotAllowed("POST"));
        }
        OAuthClient client = tokens.require(call, Scopes.ANY_PUBLICATION).client();
        ContractWatch.require(call);
        JsonNode asked = call.json(BODY_LIMIT);
        if (!asked.isArray() || asked.isEmpty() || asked.size() > MOST) {
            throw new CallRefused(CallError.invalidInput("a list of 1 to 250 messages is expected"));
        }
        List<Object> found = new ArrayList<>();
        for (JsonNode one : asked) {
            mailboxes.find(one.path("messageId").asText())
                    .filter(message -> message.sender().equals(client.kbo()) || client.mandates().contains(message.sender()))
                    .filter(message -> message.recipient().equals(one.at("/eboxId/eboxIdValue").asText()))
                    .map(this::statusOf)
                    .ifPresent(found::add);
        }
        return Reply.json(201, found);
    }

    private Map<String, Object> statusOf(StoredMessage message) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("messageId", message.messageId());
        status.put("eboxId", Map.of("eboxType", message.recipientType().wireName(), "eboxIdValue", message.recipient()));
        status.put("expirationDate", message.expiresAt().toString());
        status.put("readStatus", mailboxes.isRead(message.messageId()));
        status.put("visible", settings.clock().instant().isBefore(message.expiresAt()));
        return status;
    }

    Reply messageTypes(Call call) {
        tokens.require(checkGet(call), Scopes.ANY_PUBLICATION);
        ContractWatch.require(call);
        String path = call.path();
        if (path.equals(TYPES)) {
            List<Map<String, Object>> all = settings.trios().stream().map(SenderTrio::messageTypeId).distinct().sorted()
                    .map(id -> typeOf(id).orElseThrow()).toList();
            return cacheable(Map.of("items", all, "totalItems", all.size()));
        }
        return typeOf(path.substring(TYPES.length() + 1))
                .map(RegistryReading::cacheable)
                .orElseThrow(() -> new CallRefused(CallError.notFound()));
    }

    private static Call checkGet(Call call) {
        if (!call.method().equals("GET")) {
            throw new CallRefused(CallError.methodNotAllowed("GET"));
        }
        return call;
    }

    private Optional<Map<String, Object>> typeOf(String id) {
        List<SenderTrio> trios = settings.trios().stream().filter(trio -> trio.messageTypeId().equals(id)).toList();
        return trios.stream().findFirst().map(trio -> {
            Map<String, Object> type = new LinkedHashMap<>();
            type.put("messageTypeId", id);
            type.put("messageTypeName", Map.of("nl", "Type " + id, "fr", "Type " + id, "de", "Typ " + id));
            type.put("validityPeriod", Map.of(
                    "validityPeriodNumber", trio.validity().number(), "validityPeriodUnit", trio.validity().unit().wireName()));
            type.put("senderOrganizationIds", trios.stream().map(SenderTrio::kbo).distinct().toList());
            type.put("senderApplicationIds", trios.stream().map(SenderTrio::senderApplicationId).distinct().toList());
            return type;
        });
    }

    private static Reply.Answer cacheable(Map<String, Object> body) {
        return Reply.json(200, body).with("Cache-Control", "public, no-transform, proxy-revalidate, max-age=86400");
    }
}
