package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.parts.ClamdDouble;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Parts of ours that are away or broken. A part of {@link HttpsIntakeIT}, on its gateway. */
class HttpsOutages {
    private final HttpsBed bed = HttpsIntakeIT.bed();

    @Test void d13_without_a_verdict_of_the_scanner_nothing_is_accepted_and_the_same_call_succeeds_later() {
        Letter letter = bed.aLetter();
        String key = HttpsBed.key();
        long sendings = bed.count("select count(*) from gateway.sending");
        bed.system().scanner().asDouble().is(ClamdDouble.Mood.HANGS_UP);
        try {
            Answer away = bed.agency().send(letter, key);

            assertThat(away.status()).as(away.toString()).isEqualTo(503);
            assertThat(away.problemSlug()).isEqualTo("temporarily-unavailable");
            assertThat(away.header("Retry-After")).isPresent();
            assertThat(bed.count("select count(*) from gateway.sending")).isEqualTo(sendings);
        } finally {
            bed.system().scanner().asDouble().is(ClamdDouble.Mood.WELL);
        }
        assertThat(bed.agency().send(letter, key).status()).isEqualTo(202);
    }

    @Test void while_the_database_is_away_nothing_is_accepted_and_the_same_call_succeeds_later() {
        Letter letter = bed.aLetter();
        String key = HttpsBed.key();
        bed.system().lines().database().cut();
        try {
            Answer away = bed.agency().send(letter, key);

            assertThat(away.status()).as(away.toString()).isEqualTo(503);
            assertThat(away.problemSlug()).isEqualTo("temporarily-unavailable");
            assertThat(away.header("Retry-After")).isPresent();
        } finally {
            bed.system().lines().database().restore();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> bed.agency().send(letter, key).status() == 202);
    }

    @Test void what_an_exception_says_is_not_written_down() throws Exception {
        String id = bed.agency().send(bed.aLetter()).messageId();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> bed.agency().status(id).body().path("final").asBoolean());   // nobody works on it any more
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
        try (Connection owner = bed.system().database().connectAsOwner()) {
            owner.createStatement().executeUpdate("update gateway.sending set state = 'ACCEPTED', leased_until = null, next_attempt_at = null, channel = 'EBOX',"
                    + " channel_rule = 'x', channel_data = '\"90610199729\"'::jsonb where id = '" + id + "'");
            owner.createStatement().executeUpdate("insert into gateway.outbox (queue, sending_id, due_at, agency) values ('DISPATCH_ACCEPTED', '" + id + "', now(), 'belastingen')");

            Answer broken = bed.agency().status(id);

            assertThat(broken.status()).isEqualTo(500);
            assertThat(broken.problemSlug()).isEqualTo("internal-error");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> logged(log).contains("route dispatch-choose-channel failed"));
            assertThat(logged(log)).contains("fault java.lang.IllegalStateException").doesNotContain("90610199729");
        } finally {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
            try (Connection owner = bed.system().database().connectAsOwner()) {
                owner.createStatement().executeUpdate("update gateway.sending set state = 'FAILED', channel = null, channel_rule = null, channel_data = null where id = '" + id + "'");
            }
        }
    }

    private static String logged(ListAppender<ILoggingEvent> log) {
        StringBuilder lines = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            lines.append(event.getFormattedMessage()).append('\n');
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                lines.append(cause.getClassName()).append(": ").append(cause.getMessage()).append('\n');
            }
        }
        return lines.toString();
    }
}
