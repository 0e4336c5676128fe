package io.postiljon.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every status and every return reason has its test recipient, and the guide of the API shows them all. */
class TestRecipientTest {
    /** What no number leads to, and why. */
    private static final Map<Status, String> WITHOUT_RECIPIENT = Map.of(
            Status.ACCEPTED, "every sending begins with it",
            Status.SENDING, "every sending passes it",
            Status.PRINT_QUEUED, "every live sending on paper passes it; in rehearsal there is no batch to wait for",
            Status.CANCELLED, "by a call of the agency, not by a number");

    @Test void every_status_has_its_recipient_or_a_reason_why_not() {
        Set<Status> without = EnumSet.allOf(Status.class);
        without.removeAll(reached());

        assertThat(without).isEqualTo(WITHOUT_RECIPIENT.keySet());
    }

    @Test void no_address_word_is_part_of_another() {
        List<String> words = Arrays.stream(TestRecipient.values()).flatMap(recipient -> recipient.addressWord().stream()).toList();

        assertThat(words).hasSizeGreaterThan(15).allSatisfy(word ->
                assertThat(words.stream().filter(other -> other.contains(word))).as(word).containsExactly(word));
    }

    @Test void a_word_in_the_address_does_what_the_number_does() {
        assertThat(Arrays.stream(TestRecipient.values()).filter(recipient -> recipient.addressWord().isPresent())).allSatisfy(recipient ->
                assertThat(TestRecipient.byAddress(List.of("Jan " + recipient.addressWord().orElseThrow(), "Voorbeeldstraat 12", "9000 Gent"))).contains(recipient));
        assertThat(TestRecipient.byAddress(List.of("Jan Proef", "Voorbeeldstraat 12", "9000 Gent"))).isEmpty();
    }

    @Test void every_return_reason_has_its_recipient() {
        assertThat(Arrays.stream(TestRecipient.values()).map(TestRecipient::returnReason).flatMap(Optional::stream))
                .containsExactlyInAnyOrder(ReturnReason.values());
    }

    @Test void citizens_are_nobodys() {
        assertThat(Arrays.stream(TestRecipient.values()).map(TestRecipient::recipient).filter(Recipient.Citizen.class::isInstance)
                .map(recipient -> ((Recipient.Citizen) recipient).insz())).hasSizeGreaterThan(20).allMatch(Insz::isTestNumber);
    }

    @Test void the_guide_shows_each_of_them() throws IOException {
        List<String> guide = Files.readAllLines(Path.of("docs", "api.md"));

        assertThat(Arrays.stream(TestRecipient.values()).map(TestRecipientTest::row).toList()).allSatisfy(row -> assertThat(guide).contains(row));
    }

    private static Set<Status> reached() {
        return Arrays.stream(TestRecipient.values()).flatMap(recipient -> Stream.concat(recipient.byEbox().stream(), recipient.onPaper().stream()))
                .collect(Collectors.toSet());
    }

    /** One line of the table in the guide. */
    private static String row(TestRecipient recipient) {
        return "| %s `%s` | %s | %s | %s%s | %s |".formatted(recipient.recipient().kind().name().toLowerCase(Locale.ROOT), recipient.number(),
                recipient.name().toLowerCase(Locale.ROOT).replace('_', ' '), words(recipient.byEbox()), words(recipient.onPaper()),
                recipient.returnReason().map(reason -> " (`" + reason + "`)").orElse(""), recipient.addressWord().map(word -> "`" + word + "`").orElse(""));
    }

    private static String words(List<Status> statuses) {
        return statuses.stream().map(status -> "`" + status + "`").collect(Collectors.joining(", then "));
    }
}
