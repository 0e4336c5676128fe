package io.postiljon.sandbox.parts;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.slf4j.LoggerFactory;

/**
 * An Artemis broker in this JVM that keeps what it has confirmed: its journal is on disk and synced for each send. One
 * acceptor, Core protocol only, on loopback, TLS 1.3 with a client certificate, and a password on top.
 *
 * <p>A message that was tried {@value #MAX_DELIVERY_ATTEMPTS} times goes to the address {@value #DEAD_LETTERS}, where each
 * queue has its own queue {@code <queue>.dead}, made at need. A full address goes to disk; nothing is ever dropped.
 *
 * <p>Folder, port and password survive {@link #stop}. Not for use by several threads, apart from its clients.
 */
public final class EmbeddedBroker implements AutoCloseable {
    public static final String GATEWAY_USER = "gateway";
    public static final String DEAD_LETTERS = "DLQ.all";
    public static final String DEAD_SUFFIX = ".dead";
    public static final int MAX_DELIVERY_ATTEMPTS = 3;

    private static final String GATEWAY_ROLE = "gateway";
    private static final long REDELIVERY_DELAY_MILLIS = 250;
    private static final int JOURNAL_BUFFER_TIMEOUT_NANOS = 300_000;    // 3.33 ms, the default, caps a sender at 267/s
    private static final long ADDRESS_MEMORY_BYTES = 32L * 1024 * 1024;
    private static final int MAX_DISK_USAGE_PERCENT = 98;               // the default, 90, stops the sandbox on full laptops

    private final Path folder;
    private final int port;
    private final SandboxCa ca;
    private final Identity server;
    private final Identity gateway;
    private EmbeddedActiveMQ running;           // null while stopped

    private EmbeddedBroker(Path folder, int port, SandboxCa ca) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.ca = ca;
        this.server = ca.server("broker");
        this.gateway = ca.client("broker-gateway", GATEWAY_USER);
    }

    /**
     * Starts a broker on the journal in {@code folder}, made if it is not there.
     *
     * @param ca issues the certificates of both sides; every client certificate of it passes TLS, so agencies should have
     *           another authority
     */
    public static EmbeddedBroker start(Path folder, int port, SandboxCa ca) {
        var broker = new EmbeddedBroker(folder, port, ca);
        broker.start();
        return broker;
    }

    public int port() {
        return port;
    }

    /** The certificate that the gateway shows to the broker. */
    public Identity gateway() {
        return gateway;
    }

    public Path gatewayPasswordFile() {
        return folder.resolve(GATEWAY_USER + ".password");
    }

    /** A client with exactly the gateway's certificate, password and rights. */
    public ConnectionFactory connectAsGateway() {
        return connect(tls(gateway, Map.of())).setUser(GATEWAY_USER).setPassword(SecretFile.password(gatewayPasswordFile()));
    }

    /** Messages that wait in the queue or are with a consumer; 0 when there is no such queue. */
    public long messagesIn(String queue) {
        Queue found = server().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /** Names of all queues, dead letter queues too. */
    public List<String> queues() {
        return Arrays.stream(server().getActiveMQServerControl().getQueueNames()).sorted().toList();
    }

    /** Starts again on the same port and journal. */
    public void start() {
        if (running != null) {
            throw new IllegalStateException("the broker runs already on port " + port);
        }
        requireFreePort();
        quietTheAuditLoggers();
        var broker = new EmbeddedActiveMQ().setConfiguration(configuration()).setSecurityManager(passwords())
                .setMbeanServer(ManagementFactory.getPlatformMBeanServer());    // Hawtio shows the queues
        try {
            broker.start();
        } catch (Exception e) {                 // the library declares no narrower one
            throw new IllegalStateException("the broker does not start in " + folder, e);
        }
        running = broker;
        if (!broker.getActiveMQServer().isActive()) {
            stop();
            throw new IllegalStateException("the broker started without its acceptor on port " + port);  // it only logs that
        }
    }

    /** Ends in order; clients lose their connections. */
    public void stop() {
        if (running == null) {
            return;
        }
        try {
            running.stop();
        } catch (Exception e) {                 // the library declares no narrower one
            throw new IllegalStateException("the broker does not stop", e);
        } finally {
            running = null;
        }
    }

    /** Loses every message, as when the broker's disk is replaced. Only while it is stopped. */
    public void deleteJournal() {
        if (running != null) {
            throw new IllegalStateException("stop the broker before its journal is deleted");
        }
        try (Stream<Path> files = Files.exists(data()) ? Files.walk(data()) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public void close() {
        stop();
    }

    /** For tests that try to get in by another way than the gateway's. */
    ActiveMQConnectionFactory connect(Map<String, Object> transport) {
        return ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF,
                new TransportConfiguration(NettyConnectorFactory.class.getName(), transport));
    }

    Map<String, Object> plain() {
        return Map.of(TransportConstants.HOST_PROP_NAME, "localhost", TransportConstants.PORT_PROP_NAME, port);
    }

    private Map<String, Object> tls(Identity own, Map<String, Object> more) {
        Map<String, Object> transport = new HashMap<>(plain());
        transport.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        transport.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3");
        transport.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
        transport.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, own.keyStoreFile().toAbsolutePath().toString());
        transport.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, own.keyStorePassword());
        transport.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
        transport.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, ca.trustStoreFile().toAbsolutePath().toString());
        transport.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, ca.trustStorePassword());
        transport.putAll(more);
        return transport;
    }

    private Configuration configuration() {
        try {
            return new ConfigurationImpl()
                    .setName("sandbox")
                    .setPersistenceEnabled(true)
                    .setJournalType(JournalType.NIO)
                    .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_TIMEOUT_NANOS)
                    .setJournalDatasync(true).setJournalSyncTransactional(true).setJournalSyncNonTransactional(true)
                    .setJournalDirectory(data().resolve("journal").toString())
                    .setBindingsDirectory(data().resolve("bindings").toString())
                    .setPagingDirectory(data().resolve("paging").toString())
                    .setLargeMessagesDirectory(data().resolve("large-messages").toString())
                    .setMaxDiskUsage(MAX_DISK_USAGE_PERCENT)
                    // HALT, the default, would end the whole JVM, which here is the gateway too
                    .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG)
                    .setSecurityEnabled(true)
                    .setSecurityRoles(new HashMap<>(Map.of("#", Set.of(gatewayRole()))))
                    .setJMXManagementEnabled(true)
                    .setResolveProtocols(false)
                    .setAddressSettings(new HashMap<>(Map.of("#", queueSettings(), DEAD_LETTERS, deadLetterSettings())))
                    .addAcceptorConfiguration(new TransportConfiguration(NettyAcceptorFactory.class.getName(),
                            tls(server, Map.of(
                                    TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true,
                                    TransportConstants.PROTOCOLS_PROP_NAME, "CORE")), "core"));
        } catch (Exception e) {                 // the library declares no narrower one
            throw new IllegalStateException(e);
        }
    }

    private ActiveMQJAASSecurityManager passwords() {
        var users = new SecurityConfiguration();
        users.addUser(GATEWAY_USER, SecretFile.password(gatewayPasswordFile()));
        users.addRole(GATEWAY_USER, GATEWAY_ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    /** Works with queues; may neither delete them nor manage the broker. */
    private static Role gatewayRole() {
        var role = new Role();
        role.setName(GATEWAY_ROLE);
        role.setSend(true);
        role.setConsume(true);
        role.setBrowse(true);
        role.setCreateAddress(true);
        role.setCreateDurableQueue(true);
        return role;
    }

    private static AddressSettings queueSettings() {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setAutoCreateDeadLetterResources(true)
                .setDeadLetterQueuePrefix(SimpleString.of("")).setDeadLetterQueueSuffix(SimpleString.of(DEAD_SUFFIX))
                .setMaxDeliveryAttempts(MAX_DELIVERY_ATTEMPTS).setRedeliveryDelay(REDELIVERY_DELAY_MILLIS)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE).setMaxSizeBytes(ADDRESS_MEMORY_BYTES)
                .setNoExpiry(true).setExpiryAddress(SimpleString.of(DEAD_LETTERS))  // an expired message would vanish
                .setAutoDeleteQueues(false).setAutoDeleteAddresses(false);
    }

    /** A dead letter whose replay fails again must stay: there is no address behind this one. */
    private static AddressSettings deadLetterSettings() {
        return queueSettings().setAutoCreateDeadLetterResources(false).setMaxDeliveryAttempts(-1);
    }

    /** The broker would log a taken port together with its passwords, and go on without an acceptor. */
    private void requireFreePort() {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);        // a port that this broker has just left must do
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " is taken", e);
        }
    }

    /** One line per message otherwise. Spring Boot resets levels when it starts: set them in its configuration too. */
    private static void quietTheAuditLoggers() {
        if (LoggerFactory.getLogger("org.apache.activemq.audit") instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }

    private ActiveMQServer server() {
        return running.getActiveMQServer();
    }

    private Path data() {
        return folder.resolve("data");
    }
}
