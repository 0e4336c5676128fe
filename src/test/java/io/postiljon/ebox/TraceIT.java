package io.postiljon.ebox;

import static io.postiljon.ebox.DeliveringGateway.LIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SendingState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The id of the call that brought a sending follows it to the end. */
@Timeout(120)
class TraceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir static Path folder;
    private static DeliveringGateway gateway;

    @BeforeAll static void start() throws IOException {
        gateway = DeliveringGateway.start(folder);
    }

    @AfterAll static void stop() {
        gateway.close();
    }

    @Test void the_log_line_of_a_fault_on_a_queue_carries_trace_and_sending() {
        List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> lines = new AppenderBase<>() {
            @Override protected void append(ILoggingEvent line) {
                contexts.add(Map.copyOf(line.getMDCPropertyMap()));
            }
        };
        lines.start();
        Logger faults = (Logger) LoggerFactory.getLogger(org.apache.camel.processor.errorhandler.DefaultErrorHandler.class);
        faults.addAppender(lines);
        SendingId unknown = new SendingId(UUID.randomUUID());

        gateway.deliver("ebox.outgoing", unknown, "trace-of-a-fault");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(contexts).isNotEmpty().allSatisfy(context -> assertThat(context)
                .containsEntry("traceId", "trace-of-a-fault").containsEntry("sendingId", unknown.toString())));
        faults.detachAppender(lines);
    }

    @Test void the_traffic_lines_of_each_queue_have_trace_and_agency() throws IOException {
        SendingId id = gateway.accept(LIVE, new Recipient.Citizen(new Insz("90610199729")), ChannelWish.EBOX,
                "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        await().atMost(PATIENCE).until(() -> gateway.sending(id).state() == SendingState.PUBLISHED);

        String trace = gateway.sending(id).traceId();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.database()
                .sql("select hop || ' ' || trace_id || ' ' || agency from audit.traffic where sending_id = ? order by id").param(id.value())
                .query(String.class).list())
                .containsExactly("dispatch-choose-channel " + trace + " live", "ebox-publish-message " + trace + " live"));
    }
}
