package io.postiljon.intake;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.AttentionOf;
import io.postiljon.sending.BusinessDatum;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.EboxTrio;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.MessageReference;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code messageToPublish}: the e-Box v3 object with our members (MessageRegistry v3). Every fault of form is told at
 * once; faults of content are kept for their own stage. One instance reads one message.
 */
final class MessageReader {
    private static final Map<String, String> OLD_NAMES = Map.of(
            "senderOrganizationId", "sender.enterpriseNumber",
            "bodyMainContent", "isBodyMainContent",
            "replyAuthorized", "isReplyAuthorized",
            "registeredMail", "isRegisteredMail",
            "expirationDate", "",
            "paymentData", "",
            "structuredData", "",
            "messageAction", "");

    private final Terms terms;
    private final Members message;
    private final Findings findings;
    private final Texts texts;
    private final RecipientReader recipients;

    private MessageReader(byte[] json, Terms terms) {
        this.terms = terms;
        this.findings = new Findings();
        this.message = new Members(StrictJson.read(json, "messageToPublish"), "", findings);
        this.texts = new Texts(findings);
        this.recipients = new RecipientReader(findings, terms);
    }

    /**
     * @param fileNames the documents that came along: part name to file name
     * @throws RefusalException with every fault of form (400)
     */
    static MessageToPublish read(byte[] json, Map<String, String> fileNames, Terms terms) {
        Reading reading = readAll(json, fileNames, terms);
        RefusalException.unlessNone(reading.formFaults());
        return reading.message();
    }

    /** A message with its faults of form: where there is one, the member is empty or its default. */
    record Reading(MessageToPublish message, List<Issue> formFaults) {}

    /** @throws RefusalException when it is no JSON object, so that nothing can be said of its members */
    static Reading readAll(byte[] json, Map<String, String> fileNames, Terms terms) {
        MessageReader reader = new MessageReader(json, terms);
        MessageToPublish message = reader.read(fileNames);
        return new Reading(message, reader.findings.form());
    }

    private MessageToPublish read(Map<String, String> fileNames) {
        ChannelWish wish = message.object("delivery").flatMap(this::channel).orElse(terms.defaultChannel());
        Optional<SenderReading> sender = message.requiredObject("sender").map(this::sender);
        RecipientReader.Reading recipient = recipients.read(message, wish);
        Optional<DossierReference> dossier = dossier();
        Optional<MessageReference> reference = texts.line(message.requiredText("messageReference"), "messageReference", 64).map(MessageReference::new);
        Optional<String> category = message.requiredText("dataCategory");
        Optional<String> purpose = message.requiredText("purpose");
        Optional<LocalText> subject = message.requiredObject("subject").flatMap(map -> oneLanguage(map, 400, Lines.ONE));
        Optional<EboxTrio> trio = trio(wish, recipient.kind());
        Optional<LocalText> body = message.object("bodyContent").flatMap(map -> oneLanguage(map, 10_000, Lines.SEVERAL));
        boolean bodyIsMain = message.bool("isBodyMainContent").orElse(false);
        AttachmentsReader.Reading attachments = new AttachmentsReader(findings, fileNames).read(message, bodyIsMain);
        boolean reply = message.bool("isReplyAuthorized").orElse(false);
        boolean registered = message.bool("isRegisteredMail").orElse(false);
        Optional<AttentionOf> attention = message.object("forTheAttentionOf").map(this::attention);
        Optional<String> original = texts.line(message.text("originalMessageId"), "originalMessageId", 100);
        List<BusinessDatum> data = message.objects("businessDataList").stream().map(this::datum).flatMap(Optional::stream).toList();
        Optional<PaperWishes> paper = paper(wish).map(wishes -> promised(wishes, wish, recipient.kind()));
        message.noOthers(OLD_NAMES);

        Optional<KboNumber> senderNumber = sender.flatMap(SenderReading::number);
        Optional<MessageContent> content = findings.form().isEmpty() && findings.content().isEmpty()
                ? senderNumber.map(number -> new MessageContent(number, sender.flatMap(SenderReading::partition), recipient.recipient(), subject.orElseThrow(),
                        trio, attachments.attachments(), body,
                        bodyIsMain ? MessageContent.BodyRole.MAIN : MessageContent.BodyRole.SIDE,
                        reply ? MessageContent.ReplyRule.ALLOWED : MessageContent.ReplyRule.NOT_ALLOWED,
                        registered ? MessageContent.RegisteredMail.YES : MessageContent.RegisteredMail.NO,
                        attention, original, data, dossier, paper))
                : Optional.empty();
        return new MessageToPublish(senderNumber, reference, category.flatMap(code -> code(code, DataCategory::new)),
                purpose.flatMap(code -> code(code, Purpose::new)), wish, recipient.kind(), recipient.recipient(), dossier,
                attachments.declaredDigests(), content, findings.content());
    }

    private Optional<ChannelWish> channel(Members delivery) {
        delivery.required("channel");
        Optional<ChannelWish> channel = delivery.word("channel", ChannelWish.class);
        delivery.noOthers();
        return channel;
    }

    private record SenderReading(Optional<KboNumber> number, Optional<String> partition) {}

    /** A number that is none cannot be the agency's: that is told by the stage of the sender, not here. */
    private SenderReading sender(Members sender) {
        sender.required("eboxType");
        sender.word("eboxType", SenderType.class);
        Optional<KboNumber> number = sender.requiredText("enterpriseNumber").flatMap(digits -> code(digits, KboNumber::new));
        Optional<String> partition = texts.line(sender.text("partition"), "sender.partition", 100);
        sender.noOthers(Map.of("eboxIdValue", "enterpriseNumber"));
        return new SenderReading(number, partition);
    }

    @SuppressWarnings("checkstyle:ConstantName") // the e-Box writes it in lower case
    private enum SenderType { enterprise }

    private Optional<DossierReference> dossier() {
        if (!message.has("recipient") && !message.required("dossierReference")) {
            return Optional.empty();
        }
        return texts.line(message.text("dossierReference"), "dossierReference", 64).map(DossierReference::new);
    }

    private Optional<EboxTrio> trio(ChannelWish wish, RecipientKind kind) {
        boolean needed = wish.allowsEbox() || message.has("messageTypeId") || message.has("senderApplicationId");
        Optional<String> type = needed ? message.requiredText("messageTypeId") : message.text("messageTypeId");
        Optional<String> application = needed ? message.requiredText("senderApplicationId") : message.text("senderApplicationId");
        Optional<EboxTrio> trio = texts.line(type, "messageTypeId", 80).flatMap(id ->
                texts.line(application, "senderApplicationId", 150).map(app -> new EboxTrio(id, app)));
        if (wish.allowsEbox() && kind != RecipientKind.ADDRESSEE && trio.filter(given -> !terms.registered(given, kind)).isPresent()) {
            findings.content(Complaint.MESSAGE_TYPE_NOT_REGISTERED, "messageTypeId");
        }
        return trio;
    }

    private enum Lines { ONE, SEVERAL }

    /** The registry takes exactly one language. */
    private Optional<LocalText> oneLanguage(Members map, int longest, Lines lines) {
        List<String> given = List.of("nl", "fr", "de").stream().filter(map::has).toList();
        List<LocalText> read = given.stream().flatMap(language -> {
            Optional<String> text = map.text(language);
            return (lines == Lines.ONE ? texts.line(text, map.at(language), longest) : texts.lines(text, map.at(language), longest))
                    .map(words -> new LocalText(language, words)).stream();
        }).toList();
        map.noOthers();
        if (given.size() != 1) {
            findings.form(Complaint.ONE_LANGUAGE, map.at("").replaceAll("\\.$", ""));
            return Optional.empty();
        }
        return read.stream().findFirst();
    }

    private AttentionOf attention(Members attention) {
        Optional<Insz> insz = attention.text("ssin").flatMap(digits -> recipients.insz(digits, "forTheAttentionOf.ssin"));
        Optional<String> label = texts.line(attention.text("label"), "forTheAttentionOf.label", 100);
        attention.noOthers(Map.of("type", "ssin", "id", "ssin", "name", "label"));
        return new AttentionOf(insz, label);
    }

    private Optional<BusinessDatum> datum(Members datum) {
        Optional<String> key = texts.line(datum.requiredText("key"), datum.at("key"), 100);
        datum.required("values");
        List<Members> maps = datum.objects("values");
        if (maps.size() > 50) {
            findings.form(Complaint.WRONG_COUNT, datum.at("values"), 0, 50);
        }
        List<LocalText> values = maps.stream().map(map -> oneLanguage(map, 256, Lines.ONE)).flatMap(Optional::stream).toList();
        Optional<LocalText> name = datum.object("name").flatMap(map -> oneLanguage(map, 256, Lines.ONE));
        Optional<LocalText> description = datum.object("description").flatMap(map -> oneLanguage(map, 256, Lines.ONE));
        datum.noOthers();
        return key.map(code -> new BusinessDatum(code, name, description, values));
    }

    private Optional<PaperWishes> paper(ChannelWish wish) {
        Optional<Members> paper = wish.allowsPaper() ? message.requiredObject("paper") : message.object("paper");
        return paper.flatMap(members -> new PaperReader(findings, terms).read(members));
    }

    /** What the recipient will have to give for the original is settled here: a later agreement does not weaken it. */
    private PaperWishes promised(PaperWishes wishes, ChannelWish wish, RecipientKind kind) {
        Agreement.PrintDefaults defaults = terms.agreement().printDefaults();
        if (!wish.allowsPaper() || !wishes.downloadable().orElse(defaults.downloadable())) {
            return wishes;
        }
        Optional<SecondFactor> check = defaults.downloadCheckFor(kind);
        if (check.isEmpty()) {
            findings.content(Complaint.NOBODY_TO_LOG_IN, "recipient.ssin");
        }
        return check.map(wishes::promising).orElse(wishes);
    }

    /** A code of another form cannot be granted either, so it is told by the stage of the rights. */
    private static <T> Optional<T> code(String text, Function<String, T> type) {
        try {
            return Optional.of(type.apply(text));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }
}
