package io.postiljon;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.QueueTags;
import jakarta.jms.ConnectionFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsMessageType;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The broker as Camel sees it. {@code jms} carries the work: one-way, persistent, received in a local transaction, so that a
 * fault goes back to the broker, which delivers again and at last lays the message on the dead-letter queue. {@code traffic}
 * carries the wire taps' copies and gives up after a second.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerSettings.class)
class MessagingConfiguration {
    private static final long CALL_MILLIS = 5_000;
    private static final long TRAFFIC_CALL_MILLIS = 1_000;
    private static final int TAP_THREADS = 4;
    private static final int TAP_QUEUE = 1_000;

    @Bean ActiveMQConnectionFactory brokerConnections(BrokerSettings settings) {
        return factory(settings, CALL_MILLIS);
    }

    /** For sending only: a pool under a listener would hide a broken connection. */
    @Bean(destroyMethod = "stop") JmsPoolConnectionFactory producerConnections(ActiveMQConnectionFactory brokerConnections, BrokerSettings settings) {
        return pool(brokerConnections, settings.producers(), CALL_MILLIS);
    }

    @Bean(destroyMethod = "stop") JmsPoolConnectionFactory trafficConnections(BrokerSettings settings) {
        return pool(factory(settings, TRAFFIC_CALL_MILLIS), 1, TRAFFIC_CALL_MILLIS);
    }

    @Bean QueueSeal queueSeal(KeyStorePort keys) {
        return new QueueSeal(new QueueTags(keys));
    }

    @Bean JmsComponent jms(ActiveMQConnectionFactory brokerConnections, JmsPoolConnectionFactory producerConnections, QueueSeal seal) {
        JmsComponent component = oneWay(brokerConnections, producerConnections, seal);
        component.setTransacted(true);
        component.setLazyCreateTransactionManager(false);
        component.setCacheLevelName("CACHE_CONSUMER");
        component.setDeliveryPersistent(true);
        component.setAcceptMessagesWhileStopping(true);
        component.setRecoveryInterval(1_000);
        component.setAsyncStartListener(true);      // a broker that is away holds up no other route
        return component;
    }

    @Bean JmsComponent traffic(JmsPoolConnectionFactory trafficConnections, QueueSeal seal) {
        JmsComponent component = oneWay(trafficConnections, trafficConnections, seal);
        component.setDeliveryPersistent(true);
        return component;
    }

    /** Threads of the wire taps. What does not fit is dropped and counted: a traffic line may be lost, an intake may not wait. */
    @Bean(destroyMethod = "shutdown") ExecutorService trafficTap(TrafficLosses losses) {
        return new ThreadPoolExecutor(TAP_THREADS, TAP_THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(TAP_QUEUE),
                Thread.ofPlatform().name("traffic-tap-", 1).daemon().factory(), (task, pool) -> losses.full());
    }

    @Bean TrafficLosses trafficLosses(MeterRegistry meters) {
        return new TrafficLosses(meters);
    }

    private static JmsComponent oneWay(ConnectionFactory listeners, ConnectionFactory senders, QueueSeal seal) {
        JmsComponent component = new JmsComponent();
        component.setListenerConnectionFactory(listeners);
        component.setTemplateConnectionFactory(senders);
        component.setConnectionFactory(listeners);
        component.setHeaderFilterStrategy(new InternalHeaders());
        component.setJmsMessageType(JmsMessageType.Text);
        component.setMessageConverter(new TextMessagesOnly(seal));
        component.setMessageCreatedStrategy(seal);
        component.setTestConnectionOnStartup(false);
        component.setDisableReplyTo(true);
        return component;
    }

    private static JmsPoolConnectionFactory pool(ActiveMQConnectionFactory connections, int size, long waitMillis) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(connections);
        pool.setMaxConnections(size);
        pool.setMaxSessionsPerConnection(64);
        pool.setBlockIfSessionPoolIsFullTimeout(waitMillis);
        return pool;
    }

    private static ActiveMQConnectionFactory factory(BrokerSettings settings, long callMillis) {
        Map<String, Object> transport = new HashMap<>();
        transport.put(TransportConstants.HOST_PROP_NAME, settings.host());
        transport.put(TransportConstants.PORT_PROP_NAME, settings.port());
        transport.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        transport.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3");
        transport.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
        transport.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, settings.keyStore().toString());
        transport.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, SecretFile.read("broker.key-store-password-file", settings.keyStorePasswordFile()));
        transport.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
        transport.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, settings.trustStore().toString());
        transport.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, SecretFile.read("broker.trust-store-password-file", settings.trustStorePasswordFile()));
        transport.put(TransportConstants.VERIFY_HOST_PROP_NAME, true);
        transport.put(TransportConstants.NETTY_CONNECT_TIMEOUT, (int) callMillis);
        ActiveMQConnectionFactory factory = ActiveMQJMSClient.createConnectionFactoryWithoutHA(
                JMSFactoryType.CF, new TransportConfiguration(NettyConnectorFactory.class.getName(), transport));
        factory.setUser(settings.user());
        factory.setPassword(SecretFile.read("broker.password-file", settings.passwordFile()));
        factory.setCallTimeout(callMillis);
        factory.setConnectionTTL(10_000);
        factory.setClientFailureCheckPeriod(5_000);
        factory.setReconnectAttempts(0);
        factory.setInitialConnectAttempts(1);
        factory.setBlockOnDurableSend(true);
        factory.setConsumerWindowSize(64 * 1024);
        factory.setDeserializationAllowList("none.allowed");
        return factory;
    }
}
