package io.postiljon.intake;

import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Recipient;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the JSON of the dossier calls. A person is {@code "person": {"ssin"}}, an organisation {@code "enterpriseNumber"}, in the same
 * place or beside; neither is a dossier without a number. Days are dates, or moments, of which the day in Brussels counts.
 */
final class DossierRequest {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    private final Findings findings = new Findings();
    private final Members request;
    private final RecipientReader recipients;

    private DossierRequest(byte[] json, Terms terms) {
        this.request = new Members(StrictJson.read(json, "body"), "", findings);
        this.recipients = new RecipientReader(findings, terms);
    }

    record Opening(DossierReference reference, Optional<Recipient> subject, LocalDate from, Optional<LocalDate> until) {}

    /** At least one of the two. */
    record Query(Optional<DossierReference> reference, Optional<Recipient> subject) {}

    static Opening opening(byte[] json, Terms terms) {
        DossierRequest read = new DossierRequest(json, terms);
        Optional<DossierReference> reference = read.reference(true);
        Optional<Recipient> subject = read.subject();
        Optional<LocalDate> from = read.request.requiredText("openFrom").flatMap(text -> read.day(text, "openFrom"));
        Optional<LocalDate> until = read.request.text("openUntil").flatMap(text -> read.day(text, "openUntil"));
        if (from.isPresent() && until.filter(end -> end.isBefore(from.get())).isPresent()) {
            read.findings.content(Complaint.PERIOD_BACKWARDS, "openUntil");
        }
        read.end();
        return new Opening(reference.orElseThrow(), subject, from.orElseThrow(), until);
    }

    static DossierReference closing(byte[] json, Terms terms) {
        DossierRequest read = new DossierRequest(json, terms);
        Optional<DossierReference> reference = read.reference(true);
        read.end();
        return reference.orElseThrow();
    }

    static Query query(byte[] json, Terms terms) {
        DossierRequest read = new DossierRequest(json, terms);
        boolean bySubject = read.request.has("person") || read.request.has("enterpriseNumber");
        Query query = new Query(read.reference(!bySubject), read.subject());
        read.end();
        return query;
    }

    private Optional<DossierReference> reference(boolean required) {
        Optional<String> text = required ? request.requiredText("dossierReference") : request.text("dossierReference");
        return new Texts(findings).line(text, "dossierReference", 64).map(DossierReference::new);
    }

    private Optional<Recipient> subject() {
        Optional<Members> person = request.object("person");
        Optional<Recipient> inPerson = person.flatMap(members -> {
            Optional<Recipient> citizen = members.text("ssin").flatMap(digits -> recipients.insz(digits, "person.ssin")).map(Recipient.Citizen::new);
            Optional<Recipient> organisation = organisation(members);
            if (members.has("ssin") == members.has("enterpriseNumber")) {
                findings.form(Complaint.ONE_NUMBER, "person", "ssin or enterpriseNumber");
            }
            members.noOthers();
            return citizen.or(() -> organisation);
        });
        Optional<Recipient> beside = organisation(request);
        if (request.has("person") && request.has("enterpriseNumber")) {
            findings.form(Complaint.ONE_NUMBER, "person", "person or enterpriseNumber");
        }
        return Stream.of(inPerson, beside).flatMap(Optional::stream).findFirst();
    }

    private Optional<Recipient> organisation(Members members) {
        return members.text("enterpriseNumber")
                .flatMap(digits -> recipients.kbo(digits, members.at("enterpriseNumber"))).map(Recipient.Organisation::new);
    }

    private Optional<LocalDate> day(String text, String name) {
        try {
            LocalDate day = text.length() == 10 ? LocalDate.parse(text) : OffsetDateTime.parse(text).atZoneSameInstant(BRUSSELS).toLocalDate();
            if (day.getYear() >= 1900 && day.getYear() <= 9999) {
                return Optional.of(day);
            }
        } catch (DateTimeException notADay) {
            // told below
        }
        findings.content(Complaint.PATTERN, name, "a date such as 2026-01-31");
        return Optional.empty();
    }

    private void end() {
        request.noOthers();
        RefusalException.unlessNone(findings.form());
        RefusalException.unlessNone(findings.content());
    }
}
