package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Publication of one message, MessageRegistry v3. The order of the checks is that of the JSON, then the sender, then the recipient. */
final class PublicationEndpoint implements Endpoint {
    static final String PATH = "/REST/ebox/enterprise/messageRegistry/v3/ebox/messages";
    static final String ON_BEHALF_OF = "On-Behalf-Of-Enterprise-Number";
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX");
    private static final long ENDLESS_BYTES = 256L << 20;

    private final EboxSimulatorSettings settings;
    private final AccessTokens tokens;
    private final PublicationFormReader reader;
    private final MessageRules rules;
    private final PartyRules parties;
    private final Mailboxes mailboxes;
    private final Faults faults;
    private final ErrorBodies errors;
    private final Consumer<Duration> pause;

    /** @param pause waits, and ends early when the simulator closes */
    PublicationEndpoint(
            EboxSimulatorSettings settings, AccessTokens tokens, PartyRules parties, Mailboxes mailboxes, Faults faults, ErrorBodies errors,
            Consumer<Duration> pause) {
        this.settings = settings;
        this.tokens = tokens;
        this.reader = new PublicationFormReader(settings.limits());
        this.rules = new MessageRules(new MessageSchema(), settings.limits().documents());
        this.parties = parties;
        this.mailboxes = mailboxes;
        this.faults = faults;
        this.errors = errors;
        this.pause = pause;
    }

    @Override
    public Reply answer(Call call) throws IOException {
        if (!call.method().equals("POST")) {
            throw new CallRefused(CallError.methodNotAllowed("POST"));
        }
        Optional<String> key = IdempotencyHeader.glimpse(call);
        mailboxes.attempted(key);
        mailboxes.enter(key, call);
        try {
            return take(call);
        } finally {
            mailboxes.leave(key, call);
        }
    }

    private Reply take(Call call) throws IOException {
        Optional<String> onBehalfOf = call.header(ON_BEHALF_OF);
        AccessTokens.Grant grant = tokens.require(call, onBehalfOf.isPresent() ? Scopes.REPRESENTATIVE : List.of(Scopes.PUBLISH));
        ContractWatch.require(call);
        checkLength(call);
        PublicationForm form = reader.read(call);
        Optional<Refusal> refusal = faults.refusal();
        if (refusal.isPresent()) {
            Reply.Answer refused = errors.of(refusal.get().error());
            return refusal.get().isOfTheContract() ? refused : new Reply.OnPurpose(refused);
        }
        Optional<FaultOrder> fault = faults.strike(recipientIn(form));
        if (fault.isPresent() && fault.get().fault().moment() == Fault.Moment.BEFORE_COMMIT) {
            return beforeCommit(fault.get());
        }
        Reply reply;
        try {
            reply = publish(call, form, grant, onBehalfOf);
        } catch (CallRefused refused) {
            reply = errors.of(refused.error());
        }
        return fault.isPresent() ? afterCommit(fault.get(), reply) : reply;
    }

    private void checkLength(Call call) {
        long told = call.header("Content-Length").filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong).orElse(0L);
        if (told > settings.limits().requestBytes()) {
            throw new CallRefused(CallError.tooLarge(settings.limits().documentBytes()));
        }
    }

    private static Optional<String> recipientIn(PublicationForm form) throws IOException {
        return Call.parse(form.messageJson())
                .map(message -> message.path("recipient"))
                .flatMap(owner -> RecipientType.of(owner.path("eboxType").asText()).map(type -> type.numberIn(owner)));
    }

    private Reply publish(Call call, PublicationForm form, AccessTokens.Grant grant, Optional<String> onBehalfOf) throws IOException {
        JsonNode message = rules.message(form);
        List<StoredDocument> documents = rules.documents(message, form);
        SenderTrio trio = parties.trioOf(message);
        parties.checkSender(message, grant.client(), onBehalfOf);
        PartyRules.Box box = parties.boxFor(message);
        rules.checkDigests(message, documents);
        Instant now = settings.clock().instant();
        StoredMessage stored = new StoredMessage(
                UUID.randomUUID().toString(),
                box.type(),
                box.number(),
                trio.kbo(),
                trio.senderApplicationId(),
                IdempotencyHeader.in(call),
                message,
                documents,
                now,
                trio.validity().endFrom(now.atZone(BRUSSELS)).toInstant());
        mailboxes.store(stored, call);
        if (box.behaviour() == RecipientBehaviour.READS) {
            mailboxes.markRead(stored.messageId());
        }
        return box.behaviour() == RecipientBehaviour.ANSWER_LOST ? new Reply.HangUp() : Reply.json(201, resultOf(stored, box));
    }

    private static Map<String, Object> resultOf(StoredMessage stored, PartyRules.Box box) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("messageId", stored.messageId());
        result.put("expirationDate", DATE_TIME.format(stored.expiresAt().atZone(BRUSSELS)));
        if (!box.wasOpened()) {
            result.put("code", "NO_DIGITAL_USER");
            result.put("message", "The recipient never opened his e-Box");
        }
        return result;
    }

    private static Reply withStatus(int status, Reply reply) {
        return reply instanceof Reply.Answer answer && answer.status() == 201 ? new Reply.Answer(status, answer.headers(), answer.body()) : reply;
    }

    private Reply beforeCommit(FaultOrder order) {
        return switch (order.fault()) {
            case RESET_BEFORE_COMMIT -> new Reply.HangUp();
            case TOO_MANY_REQUESTS -> throw new CallRefused(CallError.tooManyRequests(settings.manners().retryAfter()));
            case UNAVAILABLE -> throw new CallRefused(CallError.unavailable(settings.manners().retryAfter()));
            case FORBIDDEN -> throw new CallRefused(CallError.missingScope(List.of(Scopes.PUBLISH)));
            case INTERNAL_ERROR -> throw new CallRefused(CallError.internal());
            case REDIRECT -> new Reply.OnPurpose(new Reply.Answer(302, Map.of("Location", "/redirected"), new byte[0]));
            case DOWN, DELAY, RESET_AFTER_COMMIT, WRONG_BODY, ENDLESS_BODY, STATUS_200, STATUS_202, GATEWAY_TIMEOUT ->
                    throw new IllegalStateException(order.fault() + " does not come before the commit");
        };
    }

    private Reply afterCommit(FaultOrder order, Reply reply) {
        return switch (order.fault()) {
            case RESET_AFTER_COMMIT -> new Reply.HangUp();
            case DELAY -> {
                pause.accept(order.delay().orElse(settings.manners().delay()));
                yield reply;
            }
            case WRONG_BODY -> new Reply.OnPurpose(new Reply.Answer(
                    201, Map.of("Content-Type", "text/html"), "<html>Welcome</html>".getBytes(StandardCharsets.US_ASCII)));
            case ENDLESS_BODY -> new Reply.Endless(201, ENDLESS_BYTES);
            case STATUS_200 -> withStatus(200, reply);
            case STATUS_202 -> new Reply.OnPurpose(withStatus(202, reply));
            case GATEWAY_TIMEOUT -> new Reply.OnPurpose(errors.of(CallError.gatewayTimeout()));
            case DOWN, RESET_BEFORE_COMMIT, FORBIDDEN, TOO_MANY_REQUESTS, INTERNAL_ERROR, UNAVAILABLE, REDIRECT ->
                    throw new IllegalStateException(order.fault() + " does not come after the commit");
        };
    }
}
