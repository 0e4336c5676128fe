package io.postiljon.web;

import io.postiljon.settings.Setting;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often somebody may ask for letters.
 *
 * @param asks       of one network (IPv4 /24, IPv6 /48) and node in {@code asksPeriod}, 5 to 10,000
 * @param asksPeriod 1 minute to 1 day
 * @param networks   that are remembered at once, 1,000 to 1,000,000; some 200 bytes each
 * @param tries      with a wrong second factor before a code rests, 3 to 20; counted in the database, for all nodes
 * @param triesPeriod how long it rests at most, 1 hour to 7 days
 * @param answerTime a refusal leaves so long after its question, whatever its reason was, 50 ms to 5 s
 * @param proxies    addresses of proxies in front of us: for these the last {@code X-Forwarded-For} counts
 */
@ConfigurationProperties("web.letter")
record LetterSettings(
        @DefaultValue("60") int asks,
        @DefaultValue("10m") Duration asksPeriod,
        @DefaultValue("100000") int networks,
        @DefaultValue("5") int tries,
        @DefaultValue("24h") Duration triesPeriod,
        @DefaultValue("400ms") Duration answerTime,
        @DefaultValue Set<String> proxies) {
    LetterSettings {
        Setting.between("web.letter.asks", asks, 5, 10_000);
        Setting.between("web.letter.networks", networks, 1000, 1_000_000);
        Setting.between("web.letter.tries", tries, 3, 20);
        Setting.between("web.letter.asks-period", asksPeriod, Duration.ofMinutes(1), Duration.ofDays(1));
        Setting.between("web.letter.tries-period", triesPeriod, Duration.ofHours(1), Duration.ofDays(7));
        Setting.between("web.letter.answer-time", answerTime, Duration.ofMillis(50), Duration.ofSeconds(5));
        proxies = Set.copyOf(proxies);
    }
}
