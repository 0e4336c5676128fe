package io.postiljon.sending;

import static io.postiljon.sending.AddressFault.Member.BOX;
import static io.postiljon.sending.AddressFault.Member.COUNTRY;
import static io.postiljon.sending.AddressFault.Member.DISPATCH;
import static io.postiljon.sending.AddressFault.Member.HOUSE_NUMBER;
import static io.postiljon.sending.AddressFault.Member.MUNICIPALITY;
import static io.postiljon.sending.AddressFault.Member.NAME;
import static io.postiljon.sending.AddressFault.Member.ORGANISATION;
import static io.postiljon.sending.AddressFault.Member.POSTAL_CODE;
import static io.postiljon.sending.AddressFault.Member.STREET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postiljon.sending.AddressFault.Member;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and addresses are invented. */
class AddressRulesTest {
    private static final AddressRules RULES = new AddressRules(Set.of("BE", "NL"));

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "NAME         | Mevr. Ann Voorbeeld-Łukaszewicz", "NAME         | Dr. J.P. Voorbeeld",  "ORGANISATION | Dienst O'Proef & Zonen (Gent)",
        "DISPATCH     | Gebouw C, 2e verdieping",         "STREET       | Steenweg op Proefdorp", "STREET       | Sint-Jozef-ten-Voorbeeldestraat",
        "HOUSE_NUMBER | 12", "HOUSE_NUMBER | 12A", "HOUSE_NUMBER | 12 bis", "HOUSE_NUMBER | 12-14", "BOX          | 0301", "BOX          | B3", "BOX          | 1.2",
        "POSTAL_CODE  | 1000", "POSTAL_CODE  | 9992", "MUNICIPALITY | Sint-Voorbeelds-Proef", "MUNICIPALITY | Proefdorp (Voorbeeld)"})
    void a_good_address_breaks_no_rule(Member member, String text) {
        assertThat(faults(address(Map.of(member, text)))).isEmpty();
    }

    @ParameterizedTest @CsvSource(delimiter = '|', value = {
        "NAME         | Ann 漢字                                            | address-unprintable",
        "NAME         | (Ann) Voorbeeld                                     | address-punctuation",
        "ORGANISATION | Proef NV,                                           | address-punctuation",
        "NAME         | Ann Voorbeeld 90.61.01-997.29                       | address-identifier",
        "ORGANISATION | Proef NV BE 0999.990.024                            | address-identifier",
        "DISPATCH     | tel. 0499 12 34 56                                  | address-identifier",
        "ORGANISATION | De vereniging met een naam die langer is dan 50 tekens | address-too-long",
        "STREET       | De straat met een naam die te lang is met nummer    | address-too-long",
        "STREET       | Proefstraat, achterhuis                             | address-street",
        "STREET       | Proefstraat (achter)                                | address-street",
        "STREET       | Proefstraat bus 3                                   | address-street",
        "STREET       | Proefstraat / Rue du Test                           | address-languages",
        "MUNICIPALITY | Brussel - Bruxelles                                 | address-languages",
        "HOUSE_NUMBER | 12/3                                                | address-box",
        "HOUSE_NUMBER | 12 bus 3                                            | address-box",
        "HOUSE_NUMBER | nr 12                                               | address-house-number",
        "BOX          | bus 3                                               | address-box",
        "BOX          | #3                                                  | address-box",
        "POSTAL_CODE  | 0999                                                | address-postal-code",
        "POSTAL_CODE  | 9993                                                | address-postal-code",
        "POSTAL_CODE  | B-1000                                              | address-postal-code-prefix",
        "POSTAL_CODE  | BE 1000                                             | address-postal-code-prefix",
        "MUNICIPALITY | Gent 9000                                           | address-second-postal-code",
        "DISPATCH     | 1000 Brussel                                        | address-second-postal-code",
        "MUNICIPALITY | Gent, België                                        | address-country-at-home",
        "COUNTRY      | XX                                                  | address-country-unknown",
        "COUNTRY      | FR                                                  | address-country-not-served"})
    void each_rule_names_the_member_that_breaks_it(Member member, String text, String code) {
        assertThat(faults(address(Map.of(member, text)))).extracting(fault -> fault.rule().code(), AddressFault::member)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(code, member));
    }

    @Test void all_faults_of_an_address_are_told_at_once() {
        assertThat(faults(address(Map.of(STREET, "Proefstraat, links", HOUSE_NUMBER, "12/3", POSTAL_CODE, "B-1000", MUNICIPALITY, "Gent, België"))))
                .extracting(AddressFault::member).containsExactlyInAnyOrder(STREET, HOUSE_NUMBER, POSTAL_CODE, MUNICIPALITY);
    }

    @Test void registered_mail_needs_the_first_name_in_full() {
        PostalAddress address = address(Map.of(NAME, "M. J.-P. Voorbeeld"));

        assertThat(RULES.faults(address, AddressRules.Post.REGISTERED)).extracting(fault -> fault.rule().code()).containsExactly("address-initials");
        assertThat(RULES.faults(address(Map.of(NAME, "M. Jan Voorbeeld")), AddressRules.Post.REGISTERED)).isEmpty();
    }

    @Test void an_address_abroad_goes_by_its_own_rules() {
        assertThat(faults(address(Map.of(COUNTRY, "NL", POSTAL_CODE, "1234 AB", HOUSE_NUMBER, "12/II")))).isEmpty();
        assertThat(faults(address(Map.of(COUNTRY, "NL", POSTAL_CODE, "1234_AB")))).extracting(AddressFault::member).containsExactly(POSTAL_CODE);
    }

    @Test void blank_members_make_no_lines() {
        assertThat(faults(address(Map.of(NAME, " ", ORGANISATION, " ", DISPATCH, " ", STREET, " ", HOUSE_NUMBER, " ", BOX, ""))))
                .extracting(fault -> fault.rule().code()).contains("address-incomplete");
    }

    @Test void codes_are_told_apart_and_a_country_that_is_none_is_not_served() {
        assertThat(Arrays.stream(AddressFault.Rule.values()).map(AddressFault.Rule::code)).doesNotHaveDuplicates();
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRules(Set.of("XX")));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressRules(Set.of()));
    }

    private static java.util.List<AddressFault> faults(PostalAddress address) {
        return RULES.faults(address, AddressRules.Post.ORDINARY);
    }

    private static PostalAddress address(Map<Member, String> changes) {
        Map<Member, String> members = new EnumMap<>(Map.of(NAME, "Ann Voorbeeld", STREET, "Proefstraat", HOUSE_NUMBER, "12",
                POSTAL_CODE, "1000", MUNICIPALITY, "Brussel", COUNTRY, "BE"));
        members.putAll(changes);
        return new PostalAddress(Optional.ofNullable(members.get(NAME)), Optional.ofNullable(members.get(ORGANISATION)),
                Optional.ofNullable(members.get(DISPATCH)), members.get(STREET), members.get(HOUSE_NUMBER), Optional.ofNullable(members.get(BOX)),
                members.get(POSTAL_CODE), members.get(MUNICIPALITY), members.get(COUNTRY));
    }
}
