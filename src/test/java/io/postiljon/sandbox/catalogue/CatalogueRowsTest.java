package io.postiljon.sandbox.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No row of the catalogue is forgotten: it is in the suite, or the decision says where it is or that it is not covered. */
class CatalogueRowsTest {
    private static final Path DECISION = Path.of("docs/adr/0021-the-catalogue-of-attacks-is-a-suite.md");
    private static final Map<String, Integer> ROWS = Map.of("T", 13, "H", 15, "M", 21, "J", 18, "D", 20, "A", 15, "I", 6, "C", 13, "F", 20);
    private static final Pattern NAMED = Pattern.compile("([A-Z])([0-9]+)(?: to [A-Z]([0-9]+))?");

    @Test void every_row_is_in_the_suite_or_in_the_decision() throws IOException {
        Set<String> all = ROWS.entrySet().stream().flatMap(group -> range(group.getKey(), 1, group.getValue())).collect(Collectors.toCollection(TreeSet::new));

        assertThat(sent().collect(Collectors.toSet())).as("rows of the catalogue").isSubsetOf(Stream.concat(all.stream(), Stream.of("D")).toList());
        all.removeAll(sent().toList());
        all.removeAll(decided());

        assertThat(all).isEmpty();
    }

    @Test void no_two_tests_have_one_name() {
        List<String> names = Stream.of(AttackCatalogueIT.attacks(), AttackCatalogueIT.slow(), AttackCatalogueIT.drops()).flatMap(rows -> rows).map(Object::toString).toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    private static Stream<String> sent() {
        return Stream.of(AttackCatalogueIT.attacks().map(Attack::id), AttackCatalogueIT.slow().map(Attack::id), AttackCatalogueIT.drops().map(DropAttack::id),
                AttackCatalogueIT.others()).flatMap(ids -> ids);
    }

    private static Set<String> decided() throws IOException {
        return Files.readAllLines(DECISION).stream().filter(line -> line.startsWith("| ")).map(line -> line.split("\\|")[1])
                .flatMap(cell -> NAMED.matcher(cell).results().flatMap(row -> range(row.group(1), Integer.parseInt(row.group(2)),
                        Integer.parseInt(row.group(3) == null ? row.group(2) : row.group(3))))).collect(Collectors.toSet());
    }

    private static Stream<String> range(String group, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(number -> group + number);
    }
}
