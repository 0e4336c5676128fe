package io.postiljon.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedBrokerIT {
    private static final String QUEUE = "dispatch.accepted";
    private static final String DEAD = EmbeddedBroker.DEAD_LETTERS + "::" + QUEUE + EmbeddedBroker.DEAD_SUFFIX;
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long CALL_TIMEOUT_MILLIS = 1_000;

    @TempDir Path folder;
    private SandboxCa ca;
    private EmbeddedBroker broker;

    @BeforeEach void starts() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        ca = SandboxCa.create(folder.resolve("pki"), "ca");
        broker = EmbeddedBroker.start(folder.resolve("broker"), Ports.free(), ca);
    }

    @AfterEach void stops() {
        Awaitility.reset();
        broker.close();
    }

    @Test void a_message_goes_through_the_broker_over_tls() throws JMSException {
        send(QUEUE, "id-1");

        assertThat(receive(QUEUE)).isEqualTo("id-1");
        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE)).isZero());
    }

    @Test void messages_survive_a_restart_on_the_same_port() throws JMSException {
        send(QUEUE, "id-1");
        int port = broker.port();

        broker.stop();
        broker.start();

        assertThat(broker.port()).isEqualTo(port);
        assertThat(receive(QUEUE)).isEqualTo("id-1");
    }

    @Test void a_deleted_journal_loses_the_messages_and_the_broker_works_on() throws JMSException {
        send(QUEUE, "id-1");

        assertThatThrownBy(broker::deleteJournal).isInstanceOf(IllegalStateException.class);
        broker.stop();
        broker.deleteJournal();
        broker.start();

        assertThat(broker.messagesIn(QUEUE)).isZero();
        send(QUEUE, "id-2");
        assertThat(receive(QUEUE)).isEqualTo("id-2");
    }

    @Test void a_message_that_fails_three_times_waits_in_the_dead_letter_queue_of_its_queue() throws JMSException {
        send(QUEUE, "poison");

        fail(QUEUE, EmbeddedBroker.MAX_DELIVERY_ATTEMPTS);

        await().untilAsserted(() -> assertThat(broker.messagesIn(QUEUE)).isZero());
        assertThat(broker.queues()).contains(QUEUE + EmbeddedBroker.DEAD_SUFFIX);
        assertThat(receive(DEAD)).isEqualTo("poison");
    }

    @Test void dead_letters_of_two_queues_do_not_mix() throws JMSException {
        send(QUEUE, "poison");
        send("print.pieces", "other poison");

        fail(QUEUE, EmbeddedBroker.MAX_DELIVERY_ATTEMPTS);
        fail("print.pieces", EmbeddedBroker.MAX_DELIVERY_ATTEMPTS);

        await().untilAsserted(() -> {
            assertThat(broker.messagesIn(QUEUE + EmbeddedBroker.DEAD_SUFFIX)).isEqualTo(1);
            assertThat(broker.messagesIn("print.pieces" + EmbeddedBroker.DEAD_SUFFIX)).isEqualTo(1);
        });
    }

    @Test void a_dead_letter_stays_however_often_it_fails_there() throws JMSException {
        send(QUEUE, "poison");
        fail(QUEUE, EmbeddedBroker.MAX_DELIVERY_ATTEMPTS);
        await().until(() -> broker.messagesIn(QUEUE + EmbeddedBroker.DEAD_SUFFIX) == 1);

        fail(DEAD, 2 * EmbeddedBroker.MAX_DELIVERY_ATTEMPTS);

        assertThat(receive(DEAD)).isEqualTo("poison");
    }

    @Test void a_wrong_password_is_refused_even_with_the_right_certificate() {
        ConnectionFactory gateway = broker.connectAsGateway();

        assertThatThrownBy(() -> gateway.createConnection(EmbeddedBroker.GATEWAY_USER, "wrong"))
                .isInstanceOf(JMSSecurityException.class);
    }

    @Test void the_right_password_is_refused_without_tls_and_without_a_certificate() {
        String password = SecretFile.password(broker.gatewayPasswordFile());
        Map<String, Object> noCertificate = new HashMap<>(broker.plain());
        noCertificate.putAll(Map.of("sslEnabled", true, "trustStoreType", "PKCS12",
                "trustStorePath", ca.trustStoreFile().toString(), "trustStorePassword", ca.trustStorePassword()));

        assertThatThrownBy(() -> connectionOver(broker.plain(), password)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connectionOver(noCertificate, password)).isInstanceOf(JMSException.class);
    }

    @Test void the_gateway_may_not_manage_the_broker() {
        try (JMSContext context = broker.connectAsGateway().createContext()) {
            var management = context.createQueue("activemq.management");

            assertThatThrownBy(() -> context.createProducer().setProperty("_AMQ_ResourceName", "broker")
                    .setProperty("_AMQ_OperationName", "forceFailover").send(management, "[]"))
                    .isInstanceOfAny(JMSSecurityRuntimeException.class, JMSRuntimeException.class)
                    .hasMessageContaining("MANAGE");
        }
    }

    @Test void a_taken_port_stops_the_start() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("second"), taken.getLocalPort(), ca))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private Connection connectionOver(Map<String, Object> transport, String password) throws JMSException {
        var factory = broker.connect(transport);
        factory.setCallTimeout(CALL_TIMEOUT_MILLIS);    // a server that wants TLS does not answer plain bytes at all
        return factory.createConnection(EmbeddedBroker.GATEWAY_USER, password);
    }

    private void send(String queue, String text) {
        try (JMSContext context = broker.connectAsGateway().createContext()) {
            context.createProducer().send(context.createQueue(queue), text);
        }
    }

    private void fail(String queue, int times) throws JMSException {
        try (JMSContext context = broker.connectAsGateway().createContext(JMSContext.SESSION_TRANSACTED);
             var consumer = context.createConsumer(context.createQueue(queue))) {
            for (int attempt = 1; attempt <= times; attempt++) {
                assertThat(consumer.receive(PATIENCE_MILLIS)).isNotNull();
                context.rollback();
            }
        }
    }

    private String receive(String queue) throws JMSException {
        try (JMSContext context = broker.connectAsGateway().createContext();
             var consumer = context.createConsumer(context.createQueue(queue))) {
            return consumer.receive(PATIENCE_MILLIS).getBody(String.class);
        }
    }
}
