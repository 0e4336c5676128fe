package io.postiljon.ebox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Most calls per second of one node; the routes hold back what is more.
 *
 * @param publications to the registry of messages; 1 to 10,000
 * @param questions    to the federation service; 1 to 10,000
 * @param statuses     questions whether messages were read; 1 to 10,000
 */
@ConfigurationProperties("ebox.rate")
public record RateSettings(@DefaultValue("100") int publications, @DefaultValue("100") int questions, @DefaultValue("1") int statuses) {
    public RateSettings {
        if (publications < 1 || publications > 10_000 || questions < 1 || questions > 10_000 || statuses < 1 || statuses > 10_000) {
            throw new IllegalArgumentException("ebox.rate.publications, ebox.rate.questions and ebox.rate.statuses must be 1 to 10000 a second");
        }
    }
}
