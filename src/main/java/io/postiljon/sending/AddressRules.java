package io.postiljon.sending;

import io.postiljon.sending.AddressFault.Member;
import io.postiljon.sending.AddressFault.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges an address by the rules of the post, before a letter is accepted and again when it is drawn. Tells every rule that is broken.
 * Source: bpost's guides for addressing, as collected for PBX 1.0 section 6.1; 50 characters is its hard limit of a line for announced
 * registered mail and the format's limit of every line.
 *
 * @param served countries (ISO 3166-1 alpha-2) that the print supplier delivers to
 */
public record AddressRules(Set<String> served) {
    public static final int LINE_LIMIT_CHARACTERS = 50;

    /** How a letter goes: the receiver of a registered one has to show who he is. */
    public enum Post { ORDINARY, REGISTERED }

    private static final int LEAST_LINES = 3;
    private static final int LAST_POSTAL_CODE = 9992;
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Pattern STARTS_WRONG = Pattern.compile("^\\s*[@()=\\[\\]\"\\\\/,;<>~].*");
    private static final Pattern ENDS_WRONG = Pattern.compile(".*[,;]\\s*$");
    /** Nine digits or more, however they are grouped: the number of a person, an enterprise, an account or a telephone. */
    private static final Pattern LONG_NUMBER = Pattern.compile("(?:[0-9][ ./()+-]{0,2}){8}[0-9]");
    private static final Pattern SALUTATION = Pattern.compile("(?i)^(?:dhr|de heer|mevr|mevrouw|mw|m|mme|madame|monsieur|mlle|mr|mrs|ms|herr|frau|fr|hr|dr|prof)\\.?\\s+");
    private static final Pattern INITIALS = Pattern.compile("^(?:\\p{Lu}\\.[ -]?)+\\s?\\p{L}.*");
    private static final String BOX_WORDS = "bus|bte|boîte|boite|box|app|apt|appartement|appartment|postfach";
    private static final Pattern BOX_IN_STREET = Pattern.compile("(?i).*\\s(?:" + BOX_WORDS + ")\\.?\\s+[0-9a-z]{1,6}$|.*#.*");
    private static final Pattern BOX_IN_NUMBER = Pattern.compile("(?i).*(?:[/#]|\\b(?:" + BOX_WORDS + ")\\b|\\s+b\\s*[0-9]).*");
    private static final Pattern BOX_MARKED = Pattern.compile("(?i)^(?:[/#].*|(?:" + BOX_WORDS + ")\\b.*)");
    private static final Pattern NUMBER_OF_HOUSE = Pattern.compile("[0-9]{1,5} ?[A-Za-z]{0,3}(?: ?[-+] ?[0-9]{1,5} ?[A-Za-z]{0,3})?");
    private static final Pattern TWO_LANGUAGES = Pattern.compile(".*(?:/| [-\u2013] ).*");
    private static final Pattern POSTAL_CODE_AT_HOME = Pattern.compile("[1-9][0-9]{3}");
    private static final Pattern POSTAL_CODE_ABROAD = Pattern.compile("[0-9A-Za-z](?:[0-9A-Za-z -]{0,8}[0-9A-Za-z])?");
    private static final Pattern PREFIX = Pattern.compile("(?i)^BE?\\s*-?\\s*[0-9].*");
    private static final Pattern LOOKS_LIKE_TOWN_LINE = Pattern.compile("^\\s*[1-9][0-9]{3} \\p{L}{3}.*");
    private static final Pattern HOME_COUNTRY = Pattern.compile("(?i)(?:.*[\\s,(-])?(?:belgi[eë]n?|belgique|belgium)\\)?\\s*");

    public AddressRules {
        served = Set.copyOf(served);
        if (served.isEmpty() || !COUNTRIES.containsAll(served)) {
            throw new IllegalArgumentException("the countries that are served are codes of ISO 3166-1, at least one");
        }
    }

    /** Rules of mail within Belgium only. */
    public static AddressRules atHome() {
        return new AddressRules(Set.of(AddressLines.HOME));
    }

    /** Every rule that the address breaks, each member at most once a rule; empty when the post takes it. */
    public List<AddressFault> faults(PostalAddress address, Post post) {
        List<AddressFault> faults = new ArrayList<>();
        members(address).forEach((member, text) -> judge(member, text, faults));
        lengths(address, faults);
        if (post == Post.REGISTERED && address.name().filter(AddressRules::isShortened).isPresent()) {
            faults.add(new AddressFault(Rule.INITIALS, Member.NAME));
        }
        if (AddressLines.isAtHome(address)) {
            judgeAtHome(address, faults);
        } else {
            judgeAbroad(address, faults);
        }
        if (AddressLines.of(address, "").lines().size() < LEAST_LINES) {
            faults.add(new AddressFault(Rule.INCOMPLETE, Member.STREET));
        }
        return List.copyOf(faults);
    }

    private static Map<Member, String> members(PostalAddress address) {
        Map<Member, String> members = new EnumMap<>(Member.class);
        address.name().ifPresent(text -> members.put(Member.NAME, text));
        address.organisation().ifPresent(text -> members.put(Member.ORGANISATION, text));
        address.dispatch().ifPresent(text -> members.put(Member.DISPATCH, text));
        members.put(Member.STREET, address.street());
        members.put(Member.HOUSE_NUMBER, address.houseNumber());
        address.box().ifPresent(text -> members.put(Member.BOX, text));
        members.put(Member.POSTAL_CODE, address.postalCode());
        members.put(Member.MUNICIPALITY, address.municipality());
        return members;
    }

    private static void judge(Member member, String text, List<AddressFault> faults) {
        if (!text.codePoints().allMatch(AddressRules::isPrintable)) {
            faults.add(new AddressFault(Rule.UNPRINTABLE, member));
        }
        boolean hasOwnRule = member == Member.BOX || member == Member.HOUSE_NUMBER || member == Member.POSTAL_CODE;
        if (!hasOwnRule && (STARTS_WRONG.matcher(text).matches() || ENDS_WRONG.matcher(text).matches())) {
            faults.add(new AddressFault(Rule.PUNCTUATION, member));
        }
        if (LONG_NUMBER.matcher(text).find()) {
            faults.add(new AddressFault(Rule.IDENTIFIER, member));
        }
    }

    /** Latin-1 and Latin Extended-A, with the Romanian comma letters and the typographic apostrophe and dash. */
    private static boolean isPrintable(int c) {
        return !Character.isISOControl(c) && (c < 0x180 || c == 0x2019 || c == 0x2013 || c >= 0x218 && c <= 0x21B);
    }

    /** The word for box is as long in every language. */
    private static void lengths(PostalAddress address, List<AddressFault> faults) {
        Map<Member, String> lines = new EnumMap<>(members(address));
        lines.keySet().retainAll(Set.of(Member.NAME, Member.ORGANISATION, Member.DISPATCH));
        lines.put(Member.STREET, AddressLines.streetLine(address, "nl"));
        lines.put(Member.MUNICIPALITY, AddressLines.townLine(address));
        lines.forEach((member, line) -> {
            if (line.codePointCount(0, line.length()) > LINE_LIMIT_CHARACTERS) {
                faults.add(new AddressFault(Rule.TOO_LONG, member));
            }
        });
    }

    private static boolean isShortened(String name) {
        return INITIALS.matcher(SALUTATION.matcher(name.strip()).replaceFirst("")).matches();
    }

    private static void judgeAtHome(PostalAddress address, List<AddressFault> faults) {
        String street = address.street();
        if (street.contains(",") || street.contains("(") || BOX_IN_STREET.matcher(street).matches()) {
            faults.add(new AddressFault(Rule.STREET, Member.STREET));
        }
        if (BOX_IN_NUMBER.matcher(address.houseNumber()).matches()) {
            faults.add(new AddressFault(Rule.BOX, Member.HOUSE_NUMBER));
        } else if (!NUMBER_OF_HOUSE.matcher(address.houseNumber().strip()).matches()) {
            faults.add(new AddressFault(Rule.HOUSE_NUMBER, Member.HOUSE_NUMBER));
        }
        if (address.box().filter(box -> BOX_MARKED.matcher(box.strip()).matches()).isPresent()) {
            faults.add(new AddressFault(Rule.BOX, Member.BOX));
        }
        if (TWO_LANGUAGES.matcher(street).matches()) {
            faults.add(new AddressFault(Rule.LANGUAGES, Member.STREET));
        }
        if (TWO_LANGUAGES.matcher(address.municipality()).matches()) {
            faults.add(new AddressFault(Rule.LANGUAGES, Member.MUNICIPALITY));
        }
        postalCodeAtHome(address.postalCode()).ifPresent(rule -> faults.add(new AddressFault(rule, Member.POSTAL_CODE)));
        if (address.municipality().chars().anyMatch(Character::isDigit)) {
            faults.add(new AddressFault(Rule.SECOND_POSTAL_CODE, Member.MUNICIPALITY));
        }
        if (address.dispatch().filter(text -> LOOKS_LIKE_TOWN_LINE.matcher(text).matches()).isPresent()) {
            faults.add(new AddressFault(Rule.SECOND_POSTAL_CODE, Member.DISPATCH));
        }
        if (HOME_COUNTRY.matcher(address.municipality()).matches()) {
            faults.add(new AddressFault(Rule.COUNTRY_AT_HOME, Member.MUNICIPALITY));
        }
    }

    private static Optional<Rule> postalCodeAtHome(String code) {
        if (PREFIX.matcher(code.strip()).matches()) {
            return Optional.of(Rule.POSTAL_CODE_PREFIX);
        }
        boolean known = POSTAL_CODE_AT_HOME.matcher(code).matches() && Integer.parseInt(code) <= LAST_POSTAL_CODE;
        return known ? Optional.empty() : Optional.of(Rule.POSTAL_CODE);
    }

    private void judgeAbroad(PostalAddress address, List<AddressFault> faults) {
        if (!COUNTRIES.contains(address.country())) {
            faults.add(new AddressFault(Rule.COUNTRY_UNKNOWN, Member.COUNTRY));
        } else if (!served.contains(address.country())) {
            faults.add(new AddressFault(Rule.COUNTRY_NOT_SERVED, Member.COUNTRY));
        }
        if (!POSTAL_CODE_ABROAD.matcher(address.postalCode()).matches()) {
            faults.add(new AddressFault(Rule.POSTAL_CODE, Member.POSTAL_CODE));
        }
    }
}
