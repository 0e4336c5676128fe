package io.postiljon.ebox;

import io.postiljon.settings.Setting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an endpoint of the e-Box is left alone for a while.
 *
 * @param failures calls in a row that came to nothing; 1 to 1000
 * @param window   within which they count; 1 s to 1 h
 * @param pause    before one call is tried again, unless the endpoint asked for more; 100 ms to 1 h
 */
@ConfigurationProperties("ebox.breaker")
public record BreakerSettings(@DefaultValue("5") int failures, @DefaultValue("1m") Duration window, @DefaultValue("30s") Duration pause) {
    public BreakerSettings {
        Setting.between("ebox.breaker.failures", failures, 1, 1000);
        between("ebox.breaker.window", window, Duration.ofSeconds(1));
        between("ebox.breaker.pause", pause, Duration.ofMillis(100));
    }

    private static void between(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to 1h, is " + value);
        }
    }
}
