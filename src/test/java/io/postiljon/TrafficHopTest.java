package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Batch;
import io.postiljon.store.BatchId;
import io.postiljon.store.BatchState;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a wire tap copies, in a route that another route calls and that says its name. */
class TrafficHopTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    private final BlockingQueue<String> tapped = new LinkedBlockingQueue<>();
    private DefaultCamelContext camel;

    @BeforeEach void twoRoutes() throws Exception {
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("trafficHop", new TrafficHop(Clock.fixed(NOW, ZoneOffset.UTC)));
        camel.addRoutes(new RouteBuilder() {
            @Override public void configure() {
                from("direct:print-upload-order").routeId("print-upload-order").to("direct:print-send-order");
                from("direct:print-send-order").routeId("print-send-order").setHeader("GatewayHop").constant("print-send-order")
                        .wireTap("direct:audit-tap-hop").onPrepare("#bean:trafficHop").end().setBody().constant("done");
                from("direct:audit-tap-hop").routeId("audit-tap-hop").process(exchange -> tapped.add(exchange.getMessage().getBody(String.class)));
            }
        });
        camel.start();
    }

    @AfterEach void close() {
        camel.stop();
    }

    @Test void the_hop_is_what_the_route_says_and_a_batch_is_named_by_its_id_alone() throws Exception {
        BatchId id = new BatchId(UUID.randomUUID());

        JsonNode line = tap(new Batch(id, new SupplierCode("DRUKKER"), "PO.POSTILJON.20261126.000001.T.zip.pgp",
                new PrintClass(PaperWishes.Priority.PRIOR, PrintClass.Handling.ORDINARY, PrintClass.Sides.SIMPLEX), 1, BatchState.BUILT, NOW, NOW,
                LocalDate.of(2026, 11, 27), 1, Optional.empty()), Map.of());

        assertThat(line.toString()).isEqualTo("{\"at\":\"2026-11-26T10:00:00Z\",\"hop\":\"print-send-order\",\"batch\":\"" + id + "\"}");
    }

    @Test void a_sending_is_named_by_body_or_header() throws Exception {
        String id = UUID.randomUUID().toString();

        assertThat(tap(id, Map.of()).path("sending").asText()).isEqualTo(id);
        assertThat(tap("text", Map.of("GatewaySendingId", id)).path("sending").asText()).isEqualTo(id);
    }

    @Test void a_file_is_named_and_a_name_that_is_no_plain_one_is_not() throws Exception {
        assertThat(tap("content", Map.of("CamelFileNameOnly", "PA.POSTILJON.20261126.000001.T.json.pgp")).path("file").asText())
                .isEqualTo("PA.POSTILJON.20261126.000001.T.json.pgp");
        assertThat(tap("content", Map.of("CamelFileNameOnly", "../Jan Janssens")).has("file")).isFalse();
    }

    @Test void nothing_else_of_the_message_is_copied() throws Exception {
        assertThat(tap("a letter to somebody", Map.of("Subject", "secret")).toString()).doesNotContain("letter", "secret");
    }

    private JsonNode tap(Object body, Map<String, Object> headers) throws Exception {
        camel.createProducerTemplate().sendBodyAndHeaders("direct:print-upload-order", body, headers);
        return new ObjectMapper().readTree(tapped.poll(10, TimeUnit.SECONDS));
    }
}
