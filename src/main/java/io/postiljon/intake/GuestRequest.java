package io.postiljon.intake;

import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Guest;
import io.postiljon.sending.Recipient;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the JSON of the guest calls: one of {@code ssin}, {@code enterpriseNumber} and {@code dossierReference}. */
final class GuestRequest {
    private static final String NAMES = "ssin, enterpriseNumber and dossierReference";

    private final Findings findings = new Findings();
    private final Members request;
    private final RecipientReader recipients;

    private GuestRequest(byte[] json, Terms terms) {
        this.request = new Members(StrictJson.read(json, "body"), "", findings);
        this.recipients = new RecipientReader(findings, terms);
    }

    /** @throws RefusalException 400, 422 */
    static Guest one(byte[] json, Terms terms) {
        GuestRequest read = new GuestRequest(json, terms);
        if (read.named() != 1) {
            read.findings.form(Complaint.ONE_GUEST, "", NAMES);
        }
        return read.end().orElseThrow();
    }

    /** Empty when all guests are asked for. @throws RefusalException 400, 422 */
    static Optional<Guest> oneOrAll(byte[] json, Terms terms) {
        GuestRequest read = new GuestRequest(json, terms);
        if (read.named() > 1) {
            read.findings.form(Complaint.ONE_GUEST, "", NAMES);
        }
        return read.end();
    }

    private long named() {
        return Stream.of("ssin", "enterpriseNumber", "dossierReference").filter(request::has).count();
    }

    private Optional<Guest> end() {
        Optional<Guest> citizen = request.text("ssin").flatMap(digits -> recipients.insz(digits, "ssin"))
                .map(insz -> new Guest.Known(new Recipient.Citizen(insz)));
        Optional<Guest> organisation = request.text("enterpriseNumber").flatMap(digits -> recipients.kbo(digits, "enterpriseNumber"))
                .map(kbo -> new Guest.Known(new Recipient.Organisation(kbo)));
        Optional<Guest> dossier = new Texts(findings).line(request.text("dossierReference"), "dossierReference", 64)
                .map(reference -> new Guest.OfDossier(new DossierReference(reference)));
        request.noOthers();
        RefusalException.unlessNone(findings.form());
        RefusalException.unlessNone(findings.content());
        return Stream.of(citizen, organisation, dossier).flatMap(Optional::stream).findFirst();
    }
}
