package io.postiljon.ebox;

import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.TimeValue;

/**
 * How long a connection to the e-Box is kept for the next call: as long as the e-Box says, and never longer than ours. One that the other
 * side closed meanwhile would cost an attempt. It sets up the client of the routes and calls nobody (ArchitectureTest knows it by name).
 */
final class EboxConnections implements HttpClientConfigurer {
    private final TimeValue idle;

    EboxConnections(Duration idle) {
        this.idle = TimeValue.ofMilliseconds(idle.toMillis());
    }

    @Override public void configureHttpClient(HttpClientBuilder client) {
        client.setKeepAliveStrategy((answer, context) -> {
            TimeValue told = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(answer, context);
            return told == null || told.compareTo(idle) > 0 || told.toMilliseconds() < 0 ? idle : told;
        });
    }
}
