package io.postiljon.sending;

/** One rule that an address breaks, and at which member; the member of the whole address is the street. */
public record AddressFault(Rule rule, Member member) {
    /** The rules of the post. The codes are stable: agencies switch on them. {@code docs/api.md} says how to mend each. */
    public enum Rule {
        INCOMPLETE("address-incomplete"),
        TOO_LONG("address-too-long"),
        UNPRINTABLE("address-unprintable"),
        PUNCTUATION("address-punctuation"),
        IDENTIFIER("address-identifier"),
        INITIALS("address-initials"),
        STREET("address-street"),
        HOUSE_NUMBER("address-house-number"),
        BOX("address-box"),
        LANGUAGES("address-languages"),
        POSTAL_CODE("address-postal-code"),
        POSTAL_CODE_PREFIX("address-postal-code-prefix"),
        SECOND_POSTAL_CODE("address-second-postal-code"),
        COUNTRY_AT_HOME("address-country-at-home"),
        COUNTRY_UNKNOWN("address-country-unknown"),
        COUNTRY_NOT_SERVED("address-country-not-served");

        private final String code;

        Rule(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** A member of an address, as the API and the agreements call it. */
    public enum Member {
        NAME("name"), ORGANISATION("organisation"), DISPATCH("dispatch"), STREET("street"), HOUSE_NUMBER("houseNumber"), BOX("box"),
        POSTAL_CODE("postalCode"), MUNICIPALITY("municipality"), COUNTRY("country");

        private final String word;

        Member(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
