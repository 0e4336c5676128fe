package io.postiljon.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of paper copies.
 *
 * @param patience how long after its day a copy waits for what must be known; 1 s to 1 day, as documents are kept so long
 * @param pause    between two looks at a copy that waits; 100 ms to 6 h
 */
@ConfigurationProperties("dispatch.copies")
public record CopySettings(@DefaultValue("24h") Duration patience, @DefaultValue("10m") Duration pause) {
    public CopySettings {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("dispatch.copies.patience must be 1s to 24h, is " + patience);
        }
        if (pause.compareTo(Duration.ofMillis(100)) < 0 || pause.compareTo(Duration.ofHours(6)) > 0) {
            throw new IllegalArgumentException("dispatch.copies.pause must be 100ms to 6h, is " + pause);
        }
    }
}
