package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One registry of problems: the enumeration {@link Fault} with its texts. The pages and the table of the guide are made from it. */
class ProblemTableTest {
    private static final String START = "<!-- made from the registry of problems -->\n";
    private static final String END = "<!-- end of the registry -->";
    private static final ProblemTexts TEXTS = new ProblemTexts(Locale.ENGLISH);

    @Test void the_table_of_the_guide_is_the_registry() throws IOException {
        String guide = Files.readString(Path.of("docs/api.md"));
        String table = "| Status | Code | Means | Mend it |\n|---|---|---|---|\n"
                + Arrays.stream(Fault.values()).map(ProblemTableTest::row).collect(Collectors.joining());

        assertThat(guide).contains(START).contains(END);
        assertThat(guide.substring(guide.indexOf(START) + START.length(), guide.indexOf(END)))
                .as("docs/api.md, from the registry: put this there\n" + table).isEqualTo(table);
    }

    private static String row(Fault fault) {
        return "| " + fault.status() + " | `" + fault.slug() + "` | " + TEXTS.title(fault) + " | " + TEXTS.page(fault).replace("|", "\\|") + " |\n";
    }

    @ParameterizedTest @EnumSource(Fault.class)
    void every_problem_has_its_page_and_stands_in_the_list(Fault fault) {
        ProblemPages pages = new ProblemPages();

        assertThat(pages.page(fault.slug()).orElseThrow()).contains("<code>" + fault.slug() + "</code>").contains("<li>");
        assertThat(pages.list()).contains("/problems/" + fault.slug());
    }
}
