package io.postiljon.intake;

import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import java.util.Map;
import java.util.Optional;

/** Reads who has the box. A number that is wrong is a fault of content and is never repeated. */
final class RecipientReader {
    private final Findings findings;
    private final Terms terms;

    RecipientReader(Findings findings, Terms terms) {
        this.findings = findings;
        this.terms = terms;
    }

    /** @param kind known even when the number is not usable */
    record Reading(RecipientKind kind, Optional<Recipient> recipient) {
        static final Reading NOBODY = new Reading(RecipientKind.ADDRESSEE, Optional.empty());
    }

    @SuppressWarnings("checkstyle:ConstantName") // the e-Box writes them in lower case
    private enum BoxType { citizen, enterprise }

    Reading read(Members message, ChannelWish wish) {
        Optional<Members> recipient = wish.allowsEbox() ? message.requiredObject("recipient") : message.object("recipient");
        return recipient.map(this::read).orElse(Reading.NOBODY);
    }

    /** One shape for messages and for dossiers: {@code {eboxType, ssin}} or {@code {eboxType, enterpriseNumber}}. */
    private Reading read(Members recipient) {
        recipient.required("eboxType");
        Optional<BoxType> type = recipient.word("eboxType", BoxType.class);
        Reading reading = type.map(box -> switch (box) {
            case citizen -> citizen(recipient);
            case enterprise -> organisation(recipient);
        }).orElse(Reading.NOBODY);
        if (type.isPresent() && recipient.has("ssin") && recipient.has("enterpriseNumber")) {
            findings.form(Complaint.ONE_NUMBER, "recipient", "ssin for a citizen, enterpriseNumber for an enterprise");
        } else if (type.isEmpty()) {
            recipient.text("ssin");
            recipient.text("enterpriseNumber");
        }
        recipient.noOthers(Map.of("eboxIdValue", "ssin or enterpriseNumber", "partition", ""));
        return reading;
    }

    private Reading citizen(Members recipient) {
        if (recipient.has("enterpriseNumber")) {
            recipient.text("enterpriseNumber");
        }
        Optional<Insz> insz = recipient.requiredText("ssin").flatMap(digits -> insz(digits, recipient.at("ssin")));
        return new Reading(RecipientKind.CITIZEN, insz.map(Recipient.Citizen::new));
    }

    private Reading organisation(Members recipient) {
        if (recipient.has("ssin")) {
            recipient.text("ssin");
        }
        Optional<KboNumber> kbo = recipient.requiredText("enterpriseNumber").flatMap(digits -> kbo(digits, recipient.at("enterpriseNumber")));
        return new Reading(RecipientKind.ORGANISATION, kbo.map(Recipient.Organisation::new));
    }

    Optional<Insz> insz(String digits, String name) {
        try {
            Insz insz = new Insz(digits);
            if (insz.isTestNumber() && !terms.testNumbersPass()) {
                findings.content(Complaint.TEST_NUMBER, name);
                return Optional.empty();
            }
            return Optional.of(insz);
        } catch (IllegalArgumentException wrong) {
            findings.content(Complaint.INSZ_WRONG, name);
            return Optional.empty();
        }
    }

    Optional<KboNumber> kbo(String digits, String name) {
        try {
            return Optional.of(new KboNumber(digits));
        } catch (IllegalArgumentException wrong) {
            findings.content(Complaint.KBO_WRONG, name);
            return Optional.empty();
        }
    }
}
