package io.postiljon.intake;

import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads the wishes for paper. A line of an address has at most 50 characters, the limit of bpost for announced registered mail, all of
 * them in Latin script; the postal code is a Belgian one (address rules of bpost).
 */
final class PaperReader {
    private static final int LINE = 50;
    private static final int SHORT = 12;

    private final Findings findings;
    private final Terms terms;
    private final Texts texts;

    PaperReader(Findings findings, Terms terms) {
        this.findings = findings;
        this.terms = terms;
        this.texts = new Texts(findings);
    }

    /** Empty when something was noted. */
    Optional<PaperWishes> read(Members paper) {
        Optional<PostalAddress> recipient = paper.requiredObject("recipient").flatMap(this::address);
        Optional<PostalAddress> returnAddress = paper.object("returnAddress").flatMap(this::address);
        Optional<Boolean> registered = paper.bool("registered");
        Optional<Boolean> acknowledgement = paper.bool("acknowledgement");
        Optional<Boolean> duplex = paper.bool("duplex");
        Optional<Boolean> downloadable = paper.bool("downloadable");
        Optional<PaperWishes.Priority> priority = paper.word("priority", PaperWishes.Priority.class);
        Optional<String> documentType = texts.line(paper.text("documentType"), paper.at("documentType"), 64);
        Optional<String> order = texts.line(paper.text("purchaseOrderRef"), paper.at("purchaseOrderRef"), 64);
        Optional<Integer> days = paper.integer("availabilityDays").flatMap(number -> days(number, paper.at("availabilityDays")));
        paper.noOthers();
        return recipient.map(address -> new PaperWishes(address, returnAddress, registered, acknowledgement, duplex, downloadable,
                priority, documentType, order, days));
    }

    private Optional<Integer> days(BigInteger days, String name) {
        int least = terms.agreement().printRetention().minimumDays();
        int most = terms.agreement().printRetention().maximumDays();
        if (days.compareTo(BigInteger.valueOf(least)) < 0 || days.compareTo(BigInteger.valueOf(most)) > 0 || days.signum() <= 0) {
            findings.content(Complaint.RETENTION, name, Math.max(1, least), most);
            return Optional.empty();
        }
        return Optional.of(days.intValueExact());
    }

    private enum Country { BE }

    private Optional<PostalAddress> address(Members address) {
        Optional<String> name = latin(address, "name", LINE, false);
        Optional<String> organisation = latin(address, "organisation", LINE, false);
        Optional<String> dispatch = latin(address, "dispatch", LINE, false);
        Optional<String> street = latin(address, "street", LINE, true);
        Optional<String> houseNumber = latin(address, "houseNumber", SHORT, true);
        Optional<String> box = latin(address, "box", SHORT, false);
        Optional<String> postalCode = address.requiredText("postalCode").filter(code -> isPostalCode(code, address.at("postalCode")));
        Optional<String> municipality = latin(address, "municipality", LINE, true);
        address.required("country");
        Optional<Country> country = address.word("country", Country.class);
        address.noOthers();
        if (!address.has("name") && !address.has("organisation")) {
            findings.form(Complaint.ADDRESS_WITHOUT_NAME, address.at("name"));
        }
        boolean whole = street.isPresent() && houseNumber.isPresent() && postalCode.isPresent() && municipality.isPresent()
                && country.isPresent() && (name.isPresent() || organisation.isPresent());
        return whole
                ? Optional.of(new PostalAddress(name, organisation, dispatch, street.get(), houseNumber.get(), box, postalCode.get(),
                        municipality.get(), country.get().name()))
                : Optional.empty();
    }

    private Optional<String> latin(Members address, String name, int longest, boolean required) {
        Optional<String> text = required ? address.requiredText(name) : address.text(name);
        return texts.line(text, address.at(name), longest).filter(line -> {
            boolean printable = line.codePoints().allMatch(c -> c < 0x180 || c == 0x2019 || c == 0x2013 || c >= 0x218 && c <= 0x21B);
            if (!printable) {
                findings.content(Complaint.PATTERN, address.at(name), "in Latin script");
            }
            return printable;
        });
    }

    private boolean isPostalCode(String code, String name) {
        boolean belgian = code.matches("[1-9][0-9]{3}");
        if (!belgian) {
            findings.content(Complaint.PATTERN, name, "four digits, 1000 to 9999");
        }
        return belgian;
    }
}
