package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxAnswersTest {
    private static final Recipient SOMEBODY = new Recipient.Citizen(new Insz("90610199729"));
    private static final Recipient ANOTHER = new Recipient.Citizen(new Insz("90630799757"));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final Clock clock = new Clock() {
        @Override public Instant instant() {
            return now.get();
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @TempDir Path folder;
    private BoxAnswers answers;

    @BeforeEach void start_empty() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), UUID.randomUUID().toString());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Pseudonyms pseudonyms = new Pseudonyms(Pkcs12KeyStore.create(folder.resolve("keys.p12"), password, "test", now.get()));
        answers = new BoxAnswers(pseudonyms, clock, Duration.ofHours(1), 1);
    }

    @Test void a_yes_is_remembered_for_an_hour_and_no_longer() {
        answers.remember(SOMEBODY, yes());

        now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
        assertThat(answers.remembered(SOMEBODY).asked()).isTrue();
        now.updateAndGet(instant -> instant.plusMillis(1));
        assertThat(answers.remembered(SOMEBODY).asked()).isFalse();
    }

    @Test void a_no_is_not_remembered_and_ends_a_yes() {
        answers.remember(SOMEBODY, yes());

        BoxAnswer answer = answers.remember(SOMEBODY, new BoxAnswer.NotReachable(now.get()));

        assertThat(answer).isInstanceOf(BoxAnswer.NotReachable.class);
        assertThat(answers.remembered(SOMEBODY).asked()).isFalse();
    }

    @Test void the_oldest_goes_when_there_are_too_many() {
        answers.remember(SOMEBODY, yes());
        answers.remember(ANOTHER, yes());

        assertThat(answers.remembered(SOMEBODY).asked()).isFalse();
        assertThat(answers.remembered(ANOTHER).asked()).isTrue();
    }

    private BoxAnswer yes() {
        return new BoxAnswer.Reachable(now.get(), BoxAnswer.PaperCopies.ALLOWED);
    }
}
