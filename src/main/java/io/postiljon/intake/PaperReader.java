package io.postiljon.intake;

import io.postiljon.sending.AddressFault.Member;
import io.postiljon.sending.AddressRules;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads the wishes for paper. Addresses are judged by the rules of the post that the drawing of the letter goes by too. */
final class PaperReader {
    /** Longer texts are not looked at any further. */
    private static final int LONGEST = 200;
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
        Optional<Boolean> registered = paper.bool("registered");
        AddressRules.Post post = registered.orElse(terms.agreement().printDefaults().registered()) ? AddressRules.Post.REGISTERED
                : AddressRules.Post.ORDINARY;
        Optional<PostalAddress> recipient = paper.requiredObject("recipient").flatMap(members -> address(members, post));
        Optional<PostalAddress> returnAddress = paper.object("returnAddress").flatMap(members -> address(members, AddressRules.Post.ORDINARY));
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

    /** What is there goes to the rules of the post, and all that they say is told; only what cannot be read at all is told alone. */
    private Optional<PostalAddress> address(Members address, AddressRules.Post post) {
        Set<Member> told = EnumSet.noneOf(Member.class);
        Optional<String> name = text(address, Member.NAME, told);
        Optional<String> organisation = text(address, Member.ORGANISATION, told);
        Optional<String> dispatch = text(address, Member.DISPATCH, told);
        Optional<String> street = required(address, Member.STREET, told);
        Optional<String> houseNumber = required(address, Member.HOUSE_NUMBER, told);
        Optional<String> box = text(address, Member.BOX, told);
        Optional<String> postalCode = required(address, Member.POSTAL_CODE, told);
        Optional<String> municipality = required(address, Member.MUNICIPALITY, told);
        Optional<String> country = country(address);
        address.noOthers();
        if (!address.has("name") && !address.has("organisation")) {
            findings.form(Complaint.ADDRESS_WITHOUT_NAME, address.at("name"));
        }
        boolean whole = street.isPresent() && houseNumber.isPresent() && postalCode.isPresent() && municipality.isPresent()
                && country.isPresent() && (name.isPresent() || organisation.isPresent());
        if (!whole) {
            return Optional.empty();
        }
        PostalAddress read = new PostalAddress(name, organisation, dispatch, street.get(), houseNumber.get(), box, postalCode.get(),
                municipality.get(), country.get());
        terms.addresses().faults(read, post).stream().filter(fault -> !told.contains(fault.member()))
                .forEach(fault -> findings.content(Complaint.of(fault.rule()), address.at(fault.member().word())));
        return Optional.of(read);
    }

    private Optional<String> required(Members address, Member member, Set<Member> told) {
        address.required(member.word());
        return text(address, member, told);
    }

    /** What breaks a rule of texts is told, and read all the same: the other members are judged too. */
    private Optional<String> text(Members address, Member member, Set<Member> told) {
        Optional<String> given = address.text(member.word());
        int longest = member == Member.HOUSE_NUMBER || member == Member.BOX ? SHORT : LONGEST;
        if (given.isPresent() && texts.line(given, address.at(member.word()), longest).isEmpty()) {
            told.add(member);
            return given.map(text -> text.substring(0, Math.min(text.length(), longest)));
        }
        return given;
    }

    private Optional<String> country(Members address) {
        address.required("country");
        return address.text("country").filter(code -> {
            boolean twoCapitals = code.matches("[A-Z]{2}");
            if (!twoCapitals) {
                findings.form(Complaint.WRONG_TYPE, address.at("country"), "two capitals, a country of ISO 3166-1");
            }
            return twoCapitals;
        });
    }
}
