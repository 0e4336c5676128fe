package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postiljon.sandbox.parts.Ports;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker from {@code deploy/artemis/broker.xml} with the secrets of {@code deploy/make-secrets.sh}, and the gateway's own connection to it. */
@Timeout(120)
class DeployedBrokerIT {
    private static final String QUEUE = "dispatch.accepted";
    private static final long PATIENCE_MILLIS = 10_000;

    @TempDir static Path folder;
    private static final int PORT = Ports.free();
    private static Path secrets;
    private static EmbeddedActiveMQ broker;

    @BeforeAll static void start() throws Exception {
        secrets = makeSecrets();
        Map.of("postiljon.broker.port", Integer.toString(PORT), "postiljon.broker.secrets", secrets.resolve("broker").toString(),
                "postiljon.broker.data", folder.resolve("data").toString()).forEach(System::setProperty);
        broker = new EmbeddedActiveMQ().setConfigResourcePath(Path.of("deploy", "artemis", "broker.xml").toUri().toString())
                .setSecurityManager(users());
        broker.start();
    }

    @AfterAll static void stop() throws Exception {
        List.of("postiljon.broker.port", "postiljon.broker.secrets", "postiljon.broker.data").forEach(System::clearProperty);
        if (broker != null) {
            broker.stop();
        }
    }

    @Test void there_is_one_way_in_and_it_speaks_core_over_tls_with_a_certificate_only() {
        var acceptors = broker.getActiveMQServer().getConfiguration().getAcceptorConfigurations();

        assertThat(acceptors).hasSize(1);
        assertThat(acceptors.iterator().next().getCombinedParams()).containsEntry("protocols", "CORE").containsEntry("sslEnabled", "true")
                .containsEntry("needClientAuth", "true").containsEntry("enabledProtocols", "TLSv1.3");
        assertThat(broker.getActiveMQServer().getRemotingService().getAcceptors()).hasSize(1)
                .allSatisfy((name, acceptor) -> assertThat(acceptor.getProtocolHandler().getProtocolMap().keySet()).containsExactly("CORE"));
    }

    @Test void the_gateway_sends_and_receives() throws JMSException {
        try (JMSContext context = gateway(settings("broker-client")).createContext();
             var consumer = context.createConsumer(context.createQueue("print.pieces"))) {
            context.createProducer().send(context.createQueue("print.pieces"), "id-1");

            assertThat(consumer.receive(PATIENCE_MILLIS).getBody(String.class)).isEqualTo("id-1");
        }
    }

    @Test void a_message_that_fails_three_times_waits_in_the_dead_letter_queue_of_its_queue() {
        try (JMSContext context = gateway(settings("broker-client")).createContext(JMSContext.SESSION_TRANSACTED);
             var consumer = context.createConsumer(context.createQueue(QUEUE))) {
            context.createProducer().send(context.createQueue(QUEUE), "poison");
            context.commit();
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThat(consumer.receive(PATIENCE_MILLIS)).as("attempt " + attempt).isNotNull();
                context.rollback();
            }

            await().untilAsserted(() -> assertThat(broker.getActiveMQServer().locateQueue(SimpleString.of(QUEUE + ".dead")).getMessageCount()).isEqualTo(1));
        }
    }

    @Test void an_operator_sees_how_many_messages_wait_and_the_gateway_may_not_ask() throws Exception {
        try (JMSContext context = gateway(settings("broker-client")).createContext()) {
            context.createProducer().send(context.createQueue("ebox.outgoing"), "id-1");

            assertThatThrownBy(() -> messagesWaitingIn("ebox.outgoing", context)).isInstanceOf(JMSRuntimeException.class);
        }
        Path pem = secrets.resolve("broker/operator.pem");
        ActiveMQConnectionFactory operator = new ActiveMQConnectionFactory("tcp://localhost:" + PORT + "?sslEnabled=true;keyStoreType=PEM;keyStorePath="
                + pem + ";trustStoreType=PEMCA;trustStorePath=" + secrets.resolve("broker/internal-ca.pem"));
        try (operator; JMSContext context = operator.createContext("operator", Files.readString(secrets.resolve("broker/operator-password")).strip())) {
            assertThat(messagesWaitingIn("ebox.outgoing", context)).isEqualTo(1);
        }
    }

    private static long messagesWaitingIn(String queue, JMSContext context) throws Exception {
        var answers = context.createTemporaryQueue();
        Message question = context.createMessage();
        question.setJMSReplyTo(answers);
        JMSManagementHelper.putAttribute(question, ResourceNames.QUEUE + queue, "messageCount");
        context.createProducer().send(context.createQueue("activemq.management"), question);
        try (var consumer = context.createConsumer(answers)) {
            return ((Number) JMSManagementHelper.getResult(consumer.receive(PATIENCE_MILLIS))).longValue();
        }
    }

    @Test void a_connection_without_the_password_is_refused() {
        ActiveMQConnectionFactory gateway = gateway(settings("broker-client"));

        assertThatThrownBy(() -> gateway.createConnection("gateway", "wrong")).isInstanceOf(JMSException.class);
    }

    @Test void a_connection_without_a_certificate_of_the_internal_authority_is_refused() throws Exception {
        run(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "other", "-keyalg", "EC",
                "-dname", "CN=gateway", "-storetype", "PKCS12", "-keystore", secrets.resolve("gateway/other-client.p12").toString(), "-storepass:file",
                secrets.resolve("gateway/broker-client-password").toString()), Map.of());

        assertThatThrownBy(() -> gateway(settings("other-client")).createConnection()).isInstanceOf(JMSException.class);
    }

    private static ActiveMQConnectionFactory gateway(BrokerSettings settings) {
        return new MessagingConfiguration().brokerConnections(settings);
    }

    private static BrokerSettings settings(String client) {
        Path own = secrets.resolve("gateway");
        return new BrokerSettings("localhost", PORT, "gateway", own.resolve("broker-password"), own.resolve(client + ".p12"),
                own.resolve("broker-client-password"), own.resolve("broker-trust.p12"), own.resolve("broker-trust-password"), 1);
    }

    private static ActiveMQJAASSecurityManager users() throws IOException {
        Properties users = new Properties();
        try (var in = Files.newInputStream(secrets.resolve("broker/artemis-users.properties"))) {
            users.load(in);
        }
        Properties roles = new Properties();
        try (var in = Files.newInputStream(Path.of("deploy", "artemis", "artemis-roles.properties"))) {
            roles.load(in);
        }
        SecurityConfiguration configuration = new SecurityConfiguration();
        users.stringPropertyNames().forEach(user -> configuration.addUser(user, users.getProperty(user)));
        roles.stringPropertyNames().forEach(role -> List.of(roles.getProperty(role).split(",")).forEach(user -> configuration.addRole(user, role)));
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), configuration);
    }

    private static Path makeSecrets() throws Exception {
        Path made = folder.resolve("secrets");
        run(List.of(Path.of("deploy", "make-secrets.sh").toAbsolutePath().toString()), Map.of("POSTILJON_SECRETS_FOLDER", made.toString()));
        return made;
    }

    private static void run(List<String> command, Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        process.environment().putAll(environment);
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process running = process.start();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as(Files.readString(output)).isZero();
    }
}
