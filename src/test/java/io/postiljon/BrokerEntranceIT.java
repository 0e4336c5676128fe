package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.QueueTags;
import io.postiljon.sandbox.parts.EmbeddedBroker;
import io.postiljon.sandbox.parts.Ports;
import io.postiljon.sandbox.parts.SandboxCa;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** What somebody with the gateway's own broker credentials can do to a route: nothing, without the keys of a gateway. */
@Timeout(60)
class BrokerEntranceIT {
    private static final String QUEUE = "dispatch.accepted";

    private record Received(Object body, Map<String, Object> headers) {}

    @FunctionalInterface
    private interface MessageMaker {
        Message make(JMSContext context) throws JMSException;
    }

    @TempDir Path folder;
    private QueueTags tags;
    private EmbeddedBroker broker;
    private JmsPoolConnectionFactory producers;
    private DefaultCamelContext camel;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    @BeforeEach void startsARouteAsTheGatewayDoes() throws Exception {
        SandboxCa ca = SandboxCa.create(folder.resolve("pki"), "ca");
        broker = EmbeddedBroker.start(folder.resolve("broker"), Ports.free(), ca);
        BrokerSettings settings = new BrokerSettings("localhost", broker.port(), EmbeddedBroker.GATEWAY_USER, broker.gatewayPasswordFile(),
                broker.gateway().keyStoreFile(), broker.gateway().passwordFile(), ca.trustStoreFile(), ca.trustStorePasswordFile(), 1);
        MessagingConfiguration messaging = new MessagingConfiguration();
        ActiveMQConnectionFactory connections = messaging.brokerConnections(settings);
        producers = messaging.producerConnections(connections, settings);
        camel = new DefaultCamelContext();
        tags = new QueueTags(Pkcs12KeyStore.create(folder.resolve("keys.p12"), folder.resolve("keys.password"), "Postiljon test", Instant.now()));
        camel.addComponent("jms", messaging.jms(connections, producers, new QueueSeal(tags)));
        camel.addRoutes(new RouteBuilder() {
            @Override public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(0));
                from("jms:queue:" + QUEUE).process(exchange -> received.add(
                        new Received(exchange.getMessage().getBody(), new HashMap<>(exchange.getMessage().getHeaders()))));
            }
        });
        camel.start();
    }

    @AfterEach void stops() {
        camel.stop();
        producers.stop();
        broker.close();
    }

    @Test void a_short_text_comes_in_with_its_trace_id() {
        send(context -> {
            Message message = tagged(context, "id-1", Optional.of("trace-1"));
            message.setStringProperty("GatewayTraceId", "trace-1");
            return message;
        });

        await().untilAsserted(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst().body()).isEqualTo("id-1");
        assertThat(received.getFirst().headers()).containsEntry("GatewayTraceId", "trace-1");
    }

    @Test void what_a_route_sends_is_read_at_its_queue_and_at_no_other() {
        camel.createProducerTemplate().sendBodyAndHeader("jms:queue:" + QUEUE, "id-2", "GatewayTraceId", "trace-2");

        await().untilAsserted(() -> assertThat(received).extracting(Received::body).containsExactly("id-2"));
        assertThat(received.getFirst().headers()).containsEntry("GatewayTraceId", "trace-2");

        camel.createProducerTemplate().sendBody("jms:queue:elsewhere", "id-3");
        send(context -> context.createConsumer(context.createQueue("elsewhere")).receive(5_000));

        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE + EmbeddedBroker.DEAD_SUFFIX)).isEqualTo(1));
        assertThat(received).hasSize(1);
    }

    @Test void a_text_without_a_tag_or_with_the_tag_of_another_text_or_trace_lies_among_the_dead_letters() {
        send(context -> context.createTextMessage("id-1"));
        send(context -> {
            Message message = tagged(context, "id-1", Optional.empty());
            Message forged = context.createTextMessage("id-2");
            forged.setStringProperty(QueueSeal.TAG_HEADER, message.getStringProperty(QueueSeal.TAG_HEADER));
            return forged;
        });
        send(context -> {
            Message message = tagged(context, "id-1", Optional.of("trace-1"));
            message.setStringProperty("GatewayTraceId", "trace-2");
            return message;
        });

        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE + EmbeddedBroker.DEAD_SUFFIX)).isEqualTo(3));
        assertThat(received).isEmpty();
    }

    @Test void a_header_of_camel_stays_out_in_any_letter_case() {
        send(context -> {
            Message message = tagged(context, "id-1", Optional.empty());
            message.setStringProperty("CamelFileName", "../steered");
            message.setStringProperty("CAmelFileName", "../steered");
            message.setStringProperty("camelHttpUri", "https://elsewhere.example.org");
            message.setStringProperty("GatewaySendingId", "forged");
            return message;
        });

        await().untilAsserted(() -> assertThat(received).hasSize(1));
        assertThat(received.getFirst().headers().keySet())
                .allMatch(name -> name.startsWith("JMS") || name.equals("CamelMessageTimestamp"));   // Camel's own
    }

    @Test void an_object_is_refused_unread_and_lies_among_the_dead_letters() {
        send(context -> context.createObjectMessage(new ArrayList<>(List.of("payload"))));

        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE + EmbeddedBroker.DEAD_SUFFIX)).isEqualTo(1));
        assertThat(received).isEmpty();
    }

    @Test void bytes_and_a_text_that_is_too_long_are_refused_too() {
        send(context -> {
            var bytes = context.createBytesMessage();
            bytes.writeBytes(new byte[] {1, 2, 3});
            return bytes;
        });
        send(context -> tagged(context, "x".repeat(4097), Optional.empty()));

        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE + EmbeddedBroker.DEAD_SUFFIX)).isEqualTo(2));
        assertThat(received).isEmpty();
    }

    @Test void nobody_gets_an_answer_by_asking_for_one() {
        send(context -> {
            Message message = tagged(context, "id-1", Optional.empty());
            message.setJMSReplyTo(context.createQueue("ebox.outgoing"));
            return message;
        });

        await().untilAsserted(() -> assertThat(received).hasSize(1));
        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE)).isZero());
        assertThat(broker.messagesIn("ebox.outgoing")).isZero();
    }

    /** As a gateway writes it. */
    private Message tagged(JMSContext context, String text, Optional<String> trace) throws JMSException {
        Message message = context.createTextMessage(text);
        message.setStringProperty(QueueSeal.TAG_HEADER, tags.tag(QUEUE, text, trace, Optional.empty()));
        return message;
    }

    private void send(MessageMaker maker) {
        try (JMSContext context = broker.connectAsGateway().createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), maker.make(context));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
