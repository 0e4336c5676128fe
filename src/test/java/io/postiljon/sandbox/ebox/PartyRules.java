package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Who may send what, for whom, to whom. */
record PartyRules(List<SenderTrio> trios, Recipients recipients, EboxSimulatorSettings.Manners manners) {

    /** The box that a message goes to. */
    record Box(RecipientType type, String number, RecipientBehaviour behaviour) {
        boolean wasOpened() {
            return behaviour == RecipientBehaviour.REACHABLE || behaviour == RecipientBehaviour.ANSWER_LOST;
        }

        @Override
        public String toString() {
            return "Box[" + type + ", ***]";
        }
    }

    SenderTrio trioOf(JsonNode message) {
        RecipientType type = typeOf(message);
        return trios.stream()
                .filter(trio -> trio.kbo().equals(message.at("/sender/enterpriseNumber").asText()))
                .filter(trio -> trio.senderApplicationId().equals(message.path("senderApplicationId").asText()))
                .filter(trio -> trio.messageTypeId().equals(message.path("messageTypeId").asText()))
                .filter(trio -> trio.recipients() == type)
                .findFirst()
                .orElseThrow(() -> new CallRefused(CallError.invalidSender("Invalid message configuration").about("invalidInput", "messageTypeId")));
    }

    /** The token's organisation sends, or the one of the header, if there is a mandate; it is also the one in the JSON. */
    void checkSender(JsonNode message, OAuthClient client, Optional<String> onBehalfOf) {
        String sender = onBehalfOf.orElse(client.kbo());
        boolean allowed = sender.equals(client.kbo()) || client.mandates().contains(sender);
        if (!allowed || !sender.equals(message.at("/sender/enterpriseNumber").asText())) {
            throw new CallRefused(CallError.invalidSender("Invalid sender: user credentials does not match payload")
                    .about("invalidInput", "sender.enterpriseNumber"));
        }
        if (message.path("isRegisteredMail").asBoolean() && manners.registeredMail() == EboxSimulatorSettings.Switch.OFF) {
            throw new CallRefused(CallError.notImplemented("Registered mail is not offered to this sender"));
        }
    }

    Box boxFor(JsonNode message) {
        JsonNode attention = message.path("forTheAttentionOf");
        if (attention.has("ssin") && isWrongSsin(attention.path("ssin").asText())) {
            throw new CallRefused(CallError.invalidInput("forTheAttentionOf.ssin is not valid").about("invalidInput", "forTheAttentionOf.ssin"));
        }
        RecipientType type = typeOf(message);
        String number = type.numberIn(message.path("recipient"));
        RecipientBehaviour behaviour = switch (type) {
            case CITIZEN -> citizen(number);
            case ENTERPRISE -> enterprise(number);
        };
        return new Box(type, number, behaviour);
    }

    private RecipientBehaviour citizen(String ssin) {
        if (isWrongSsin(ssin)) {
            throw new CallRefused(CallError.invalidInput("recipient.ssin is not valid").about("invalidInput", "recipient.ssin"));
        }
        return recipients.find(RecipientType.CITIZEN, ssin).map(KnownRecipient::behaviour).orElse(RecipientBehaviour.UNREACHABLE);
    }

    /** e-Box gives no other error for a number with wrong check digits than for one that is not in the register. */
    private RecipientBehaviour enterprise(String kbo) {
        boolean wrong = manners.numberCheck() == EboxSimulatorSettings.Switch.ON && !Numbers.isKbo(kbo);
        return recipients.find(RecipientType.ENTERPRISE, kbo)
                .map(KnownRecipient::behaviour)
                .filter(behaviour -> !wrong && behaviour != RecipientBehaviour.NOT_A_COMPANY)
                .orElseThrow(() -> new CallRefused(CallError.invalidInput(kbo + " is not a valid company")
                        .about("referencedResourceNotFound", "recipient.enterpriseNumber")));
    }

    private boolean isWrongSsin(String ssin) {
        return manners.numberCheck() == EboxSimulatorSettings.Switch.ON && !Numbers.isSsin(ssin);
    }

    private static RecipientType typeOf(JsonNode message) {
        return RecipientType.of(message.at("/recipient/eboxType").asText())
                .orElseThrow(() -> new CallRefused(CallError.invalidInput("Invalid Schema: recipient.eboxType")));
    }
}
