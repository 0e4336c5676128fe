package io.postiljon.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer means, when to come back, and which hosts are never called. */
class WebhookRulesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC);
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30));

    private final WebhookReply reply = new WebhookReply(CLOCK, Duration.ofSeconds(1), Duration.ofHours(24));

    @ParameterizedTest @ValueSource(ints = {200, 201, 202, 204, 299})
    void a_2xx_is_done(int status) {
        assertThat(reply.read(status, null, body(10))).isEqualTo(new WebhookOutcome.Taken(status));
    }

    @ParameterizedTest @CsvSource({"301,redirect-not-followed", "304,redirect-not-followed", "400,http-400", "401,http-401", "404,http-404", "408,http-408",
        "500,http-500", "503,http-503"})
    void anything_else_is_not_taken_and_has_a_code(int status, String code) {
        assertThat(reply.read(status, null, body(10))).isEqualTo(new WebhookOutcome.NotTaken(code, Optional.of(status), Optional.empty()));
    }

    @Test void a_410_means_no_more() {
        assertThat(reply.read(410, null, null)).isEqualTo(new WebhookOutcome.Unwanted());
    }

    @ParameterizedTest @CsvSource({"429,120,120", "503,'Thu, 26 Nov 2026 10:10:00 GMT',600", "502,999999999,86400", "504,0,0"})
    void retry_after_is_obeyed_up_to_the_limit(int status, String header, long seconds) {
        assertThat(((WebhookOutcome.NotTaken) reply.read(status, header, null)).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest @CsvSource({"500,120", "503,soon", "503,-5", "503,'Thu, 26 Nov 2026 09:00:00 GMT'", "429,''"})
    void a_retry_after_that_means_nothing_is_left_out(int status, String header) {
        assertThat(((WebhookOutcome.NotTaken) reply.read(status, header, null)).retryAfter()).isEmpty();
    }

    @Test void an_endless_body_is_not_read_to_its_end() {
        int[] read = {0};
        InputStream endless = new InputStream() {
            @Override public int read() {
                read[0]++;
                return 'x';
            }
        };

        assertThat(reply.read(200, null, endless)).isEqualTo(new WebhookOutcome.Taken(200));
        assertThat(read[0]).isLessThan(64 * 1024);
    }

    @Test void what_broke_is_told_in_a_word() {
        assertThat(outcome(new SocketTimeoutException("x"))).isEqualTo("timed-out");
        assertThat(outcome(new SSLHandshakeException("x"))).isEqualTo("tls-failed");
        assertThat(outcome(new UnknownHostException("x"))).isEqualTo("host-unknown");
        assertThat(outcome(new NotPublic())).isEqualTo("address-not-public");
        assertThat(outcome(new IOException("x"))).isEqualTo("connection-failed");
    }

    @Test void pauses_follow_the_list_and_then_there_is_none() {
        WebhookSchedule schedule = new WebhookSchedule(PAUSES, 0);

        assertThat(schedule.after(1, UUID.randomUUID())).contains(Duration.ofSeconds(5));
        assertThat(schedule.after(3, UUID.randomUUID())).contains(Duration.ofMinutes(30));
        assertThat(schedule.after(4, UUID.randomUUID())).isEmpty();
    }

    @Test void jitter_makes_a_pause_longer_by_its_share_at_most() {
        WebhookSchedule schedule = new WebhookSchedule(PAUSES, 10);
        List<Duration> pauses = java.util.stream.Stream.generate(UUID::randomUUID).limit(200).map(id -> schedule.after(2, id).orElseThrow()).toList();

        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330)));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(20);
    }

    @ParameterizedTest @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
        "64:ff9b::a00:1", "2002:a00:1::"})
    void a_private_address_is_never_public(String address) throws Exception {
        assertThat(PublicHosts.isPublic(InetAddress.getByName(address))).isFalse();
        assertThatExceptionOfType(NotPublic.class).isThrownBy(() -> new PublicHosts(PublicHosts.Rule.PUBLIC_ONLY).require(address));
    }

    @ParameterizedTest @ValueSource(strings = {"193.191.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2a02:2c8::1", "2001:4860:4860::8888"})
    void a_public_address_may_be_called(String address) throws Exception {
        assertThat(PublicHosts.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test void outside_production_a_near_host_may_be_called() throws Exception {
        new PublicHosts(PublicHosts.Rule.ANY).require("127.0.0.1");
    }

    @Test void a_wrong_setting_stops_the_start() {
        assertThatIllegalArgumentException().isThrownBy(() -> webhooks(Duration.ofSeconds(10), PAUSES, 10)).withMessageContaining("tracking.webhooks.lease");
        assertThatIllegalArgumentException().isThrownBy(() -> webhooks(Duration.ofSeconds(60), List.of(), 10)).withMessageContaining("tracking.webhooks.pauses");
        assertThatIllegalArgumentException().isThrownBy(() -> webhooks(Duration.ofSeconds(60), PAUSES, 101)).withMessageContaining("tracking.webhooks.jitter");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackingSettings.Events(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrackingSettings.Files(1001, Duration.ofSeconds(1), Duration.ofDays(1)));
    }

    private static TrackingSettings.Webhooks webhooks(Duration lease, List<Duration> pauses, int jitter) {
        return new TrackingSettings.Webhooks(Path.of("secrets"), null, Duration.ofSeconds(5), Duration.ofSeconds(20), lease, pauses, jitter,
                Duration.ofHours(24), Duration.ofDays(30), 10_000, 100);
    }

    private String outcome(IOException cause) {
        return ((WebhookOutcome.NotTaken) reply.broken(cause)).code();
    }

    private static InputStream body(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }
}
