package io.postiljon.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Set<String> NO_PROXY = Set.of();

    @Test void neighbours_are_one_network_and_others_are_not() {
        assertThat(of("192.0.2.1")).isEqualTo(of("192.0.2.200")).isNotEqualTo(of("192.0.3.1"));
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:ffff::9")).isNotEqualTo(of("2001:db8:2::1"));
        assertThat(of("::ffff:192.0.2.7")).isEqualTo(of("192.0.2.1"));
    }

    @Test void what_a_visitor_says_of_himself_counts_only_behind_a_proxy_of_ours() {
        Set<String> proxies = Set.of("10.0.0.5");

        assertThat(Network.of("192.0.2.1", "203.0.113.9", NO_PROXY)).isEqualTo(of("192.0.2.1"));
        assertThat(Network.of("192.0.2.1", "203.0.113.9", proxies)).isEqualTo(of("192.0.2.1"));
        assertThat(Network.of("10.0.0.5", "198.51.100.1, 203.0.113.9", proxies)).isEqualTo(of("203.0.113.9"));
        assertThat(Network.of("10.0.0.5", "not an address", proxies)).isEqualTo(of("localhost")).isNotEqualTo(of("10.0.0.5"));
    }

    @Test void its_text_shows_no_address() {
        assertThat(of("192.0.2.1").toString()).doesNotContain("192", "c00002");
    }

    private static Network of(String connection) {
        return Network.of(connection, null, NO_PROXY);
    }
}
