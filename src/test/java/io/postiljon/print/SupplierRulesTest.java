package io.postiljon.print;

import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which supplier a letter gets; and that rules which leave one without a supplier never start. */
class SupplierRulesTest {
    private static final PrintClass ORDINARY = PrintClass.parse("NON_PRIOR.ORDINARY.DUPLEX");
    private static final PrintClass REGISTERED = PrintClass.parse("PRIOR.REGISTERED.DUPLEX");
    private static final PrintClass ABROAD = PrintClass.parse("NON_PRIOR.ORDINARY.DUPLEX.INTERNATIONAL");
    private static final SupplierCode A = new SupplierCode("A");
    private static final SupplierCode B = new SupplierCode("B");

    private Path file;

    @BeforeEach void aKeyFile(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("key"), "key");
    }

    @Test void shares_hold_over_many_letters_and_the_same_letter_always_gets_the_same_supplier() {
        SupplierRules rules = rules(anyLetter(70, 30));

        long first = letters().filter(letter -> chosen(rules, letter, ORDINARY, Set.of()).equals(A)).count();

        assertThat(first).isBetween(6800L, 7200L);
        assertThat(letters().limit(200)).allMatch(letter -> chosen(rules, letter, ORDINARY, Set.of()).equals(chosen(rules, letter, ORDINARY, Set.of())));
    }

    @Test void a_supplier_that_is_held_gets_nothing_and_those_of_the_other_stay_with_it() {
        SupplierRules rules = rules(anyLetter(70, 30));

        assertThat(letters().limit(500)).allMatch(letter -> chosen(rules, letter, ORDINARY, Set.of(A)).equals(B));
        assertThat(letters().limit(500)).allMatch(letter -> rules.choose(letter, ORDINARY, "BE", Set.of(A)).orElseThrow().failedOver()
                == chosen(rules, letter, ORDINARY, Set.of()).equals(A));
        assertThat(rules.choose(letter(1), ORDINARY, "BE", Set.of(A, B))).isEmpty();
    }

    @Test void a_supplier_with_share_nought_prints_only_when_the_others_are_held() {
        SupplierRules rules = rules(anyLetter(100, 0));

        assertThat(letters().limit(500)).allMatch(letter -> chosen(rules, letter, ORDINARY, Set.of()).equals(A));
        assertThat(chosen(rules, letter(1), ORDINARY, Set.of(A))).isEqualTo(B);
        assertThat(rules.allows(B, ORDINARY, "BE")).isTrue();
    }

    @Test void the_first_rule_that_takes_a_letter_counts() {
        SupplierRules rules = rules(new SupplierRule("LETTER", null, true, null, null, null, null, null, Map.of("B", 100)), anyLetter(100, 0));

        assertThat(rules.choose(letter(1), REGISTERED, "BE", Set.of())).contains(new SupplierRules.Choice(B, 1, false));
        assertThat(rules.choose(letter(1), ORDINARY, "BE", Set.of())).contains(new SupplierRules.Choice(A, 2, false));
        assertThat(rules.choose(letter(1), REGISTERED, "BE", Set.of(B))).as("no other one is allowed").isEmpty();
        assertThat(rules.allows(A, REGISTERED, "BE")).isFalse();
    }

    @Test void each_condition_counts() {
        assertThat(rule(PaperWishes.Priority.PRIOR, null, null, null).takes(ORDINARY, "BE")).isFalse();
        assertThat(rule(PaperWishes.Priority.PRIOR, null, null, null).takes(REGISTERED, "BE")).isTrue();
        assertThat(rule(null, false, null, null).takes(ORDINARY, "BE")).isFalse();
        assertThat(rule(null, null, true, null).takes(ORDINARY, "BE")).isFalse();
        assertThat(rule(null, null, true, null).takes(ABROAD, "NL")).isTrue();
        assertThat(rule(null, null, null, Set.of("NL")).takes(ABROAD, "FR")).isFalse();
        assertThat(rule(null, null, null, Set.of("NL")).takes(ABROAD, "NL")).isTrue();
    }

    @Test void letters_go_only_where_the_supplier_delivers() {
        SupplierRules rules = new SupplierRules(suppliers(Set.of("BE"), Set.of("BE", "NL")), List.of(anyLetter(70, 30)));

        assertThat(letters().limit(100)).allMatch(letter -> rules.choose(letter, ABROAD, "NL", Set.of()).orElseThrow().supplier().equals(B));
        assertThat(rules.choose(letter(1), ABROAD, "NL", Set.of(B))).isEmpty();
    }

    @Test void one_supplier_needs_no_rule_and_two_do() {
        PrintSuppliers alone = new PrintSuppliers(settings(Map.of("A", supplier(Set.of("BE")))));

        assertThat(new SupplierRules(alone, List.of()).choose(letter(1), ORDINARY, "BE", Set.of()).orElseThrow().supplier()).isEqualTo(A);
        assertThatIllegalArgumentException().isThrownBy(this::rules).withMessageContaining("print.rules");
    }

    @Test void wrong_rules_are_refused_by_name() {
        refused("print.rules[0].shares must add up to 100, is 90", anyLetter(60, 30));
        refused("print.rules[0].shares.A must be 0 to 100, is -10", anyLetter(-10, 110));
        refused("print.rules[0].shares names C", new SupplierRule(null, null, null, null, null, null, null, null, Map.of("C", 100)));
        refused("print.rules[0].colour must be MONO or left out, is COLOUR", new SupplierRule(null, null, null, "COLOUR", null, null, null, null, Map.of("A", 100)));
        refused("print.rules[1] takes no letter", anyLetter(100, 0), rule(null, null, null, Set.of("BE")));
        refused("print.rules cover no letters of class NON_PRIOR.", rule(PaperWishes.Priority.PRIOR, null, null, null));
    }

    @Test void a_rule_whose_suppliers_do_not_deliver_there_is_refused() {
        PrintSuppliers suppliers = suppliers(Set.of("BE"), Set.of("BE", "NL"));

        assertThatIllegalArgumentException().isThrownBy(() -> new SupplierRules(suppliers,
                List.of(new SupplierRule(null, null, null, null, null, null, null, null, Map.of("A", 100))))).withMessageContaining("to NL, where none of its suppliers delivers");
    }

    @Test void two_entries_cannot_have_one_code() {
        PrintSettings.Supplier named = new PrintSettings.Supplier("A", "C", "localhost", 22, "us", file, file, new PrintSettings.SupplierKeys(file, "them"),
                null, null, null, null, null);

        assertThatIllegalArgumentException().isThrownBy(() -> new PrintSuppliers(settings(Map.of("A", supplier(null), "B", named)))).withMessageContaining(".code");
    }

    private void refused(String why, SupplierRule... rules) {
        assertThatIllegalArgumentException().isThrownBy(() -> rules(rules)).withMessageContaining(why);
    }

    private static Stream<SendingId> letters() {
        return IntStream.range(0, 10_000).mapToObj(SupplierRulesTest::letter);
    }

    private static SendingId letter(int number) {
        return new SendingId(new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L));
    }

    private static SupplierCode chosen(SupplierRules rules, SendingId letter, PrintClass printClass, Set<SupplierCode> held) {
        return rules.choose(letter, printClass, "BE", held).orElseThrow().supplier();
    }

    private static SupplierRule anyLetter(int a, int b) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        shares.put("A", a);
        shares.put("B", b);
        return new SupplierRule(null, null, null, null, null, null, null, null, shares);
    }

    private static SupplierRule rule(PaperWishes.Priority priority, Boolean duplex, Boolean international, Set<String> country) {
        return new SupplierRule(null, priority, null, null, duplex, null, international, country, Map.of("A", 100));
    }

    private SupplierRules rules(SupplierRule... rules) {
        return new SupplierRules(suppliers(null, null), List.of(rules));
    }

    private PrintSuppliers suppliers(Set<String> countriesOfA, Set<String> countriesOfB) {
        Map<String, PrintSettings.Supplier> both = new LinkedHashMap<>();
        both.put("A", supplier(countriesOfA));
        both.put("B", supplier(countriesOfB));
        return new PrintSuppliers(settings(both));
    }

    private PrintSettings settings(Map<String, PrintSettings.Supplier> suppliers) {
        return new PrintSettings(suppliers, List.of(), "US", "Us", new PrintSettings.Pgp(file, file, "us", null), null, Duration.ofMinutes(15),
                Duration.ofMinutes(5), Duration.ofHours(1), DataSize.ofMegabytes(30),
                DataSize.ofKilobytes(256), DataSize.ofMegabytes(4), Duration.ofDays(10), null, null, null, Set.of("BE"));
    }

    private PrintSettings.Supplier supplier(Set<String> countries) {
        return new PrintSettings.Supplier(null, "C", "localhost", 22, "us", file, file, new PrintSettings.SupplierKeys(file, "them"), null, null, null, null, countries);
    }
}
