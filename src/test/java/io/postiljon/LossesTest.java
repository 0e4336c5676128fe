package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.JMSException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.BadSqlGrammarException;

/** What goes wrong many times a second is counted each time and said once. */
class LossesTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayFailures failures = new RelayFailures(meters);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach void listen() {
        lines.start();
        logger().addAppender(lines);
    }

    @AfterEach void stop() {
        logger().detachAppender(lines);
    }

    @Test void a_broker_that_is_away_is_said_once_until_it_is_back() {
        for (int i = 0; i < 5; i++) {
            failures.note(new IllegalStateException(new JMSException("away")));
        }
        failures.over();
        failures.over();
        failures.note(new JMSException("away again"));

        assertThat(count("broker")).isEqualTo(6);
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
    }

    @Test void the_database_is_told_from_a_fault_of_ours() {
        failures.note(new DataAccessResourceFailureException("away"));
        failures.note(new BadSqlGrammarException("relay", "select", new SQLException("no such column", "42703")));

        assertThat(count("database")).isEqualTo(1);
        assertThat(count("fault")).isEqualTo(1);
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.ERROR);
    }

    @Test void a_server_that_stops_or_is_not_the_primary_is_away() {
        assertThat(DatabaseAway.isCauseOf(new IllegalStateException(new SQLException("terminating", "57P01")))).isTrue();
        assertThat(DatabaseAway.isCauseOf(new SQLException("read only", "25006"))).isTrue();
        assertThat(DatabaseAway.isCauseOf(new SQLException("duplicate", "23505"))).isFalse();
        assertThat(DatabaseAway.isCauseOf(null)).isFalse();
    }

    @Test void a_lost_traffic_line_is_counted_with_its_reason() {
        TrafficLosses losses = new TrafficLosses(meters);

        losses.full();
        losses.notSent();
        losses.notSent();

        assertThat(meters.counter("postiljon.traffic.dropped", "reason", "full").count()).isEqualTo(1);
        assertThat(meters.counter("postiljon.traffic.dropped", "reason", "send").count()).isEqualTo(2);
    }

    private double count(String kind) {
        return meters.counter("postiljon.relay.failures", "kind", kind).count();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(RelayFailures.class);
    }
}
