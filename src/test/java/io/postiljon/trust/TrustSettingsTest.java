package io.postiljon.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TrustSettingsTest {
    private final ApplicationContextRunner context = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @EnableConfigurationProperties(TrustSettings.class)
    static class Bound {}

    @Test void without_a_word_about_revocation_each_authority_needs_its_own() {
        given(settings -> assertThat(settings.byDefault("P")).isEmpty(), "certificates.revocation=", "certificates.ocsp=", "certificates.hosts=");
    }

    @Test void none_is_for_tests_only() {
        given(settings -> {
            assertThat(settings.byDefault("T").orElseThrow().isNone()).isTrue();
            assertThatThrownBy(() -> settings.byDefault("P")).hasMessageContaining("not for environment P");
        }, "certificates.revocation=none");
    }

    @Test void kinds_need_somebody_to_ask() {
        given(settings -> assertThat(settings.byDefault("P").orElseThrow().kinds()).containsExactlyInAnyOrder(RevocationSource.Kind.OCSP, RevocationSource.Kind.CRL),
                "certificates.revocation=ocsp,crl", "certificates.hosts=ca.example");
        for (List<String> wrong : List.of(List.of("certificates.revocation=ocsp"), List.of("certificates.revocation=none,crl", "certificates.hosts=ca.example"),
                List.of("certificates.revocation=stapling", "certificates.hosts=ca.example"), List.of("certificates.revocation=ocsp", "certificates.ocsp=ftp://ca.example/"))) {
            given(settings -> assertThatThrownBy(() -> settings.byDefault("T")).as(wrong.toString())
                    .hasMessageContaining("certificates.revocation"), wrong.toArray(String[]::new));
        }
    }

    @Test void what_would_break_the_promise_of_a_minute_stops_the_start() {
        for (String wrong : List.of("certificates.period=60s", "certificates.answer-life=20s", "certificates.calls=0", "certificates.crl-limit=1GB")) {
            context.withPropertyValues(wrong).run(failed -> assertThat(failed).as(wrong).getFailure().rootCause().hasMessageContaining("certificates."));
        }
    }

    private void given(Consumer<TrustSettings> then, String... properties) {
        context.withPropertyValues(properties).run(started -> then.accept(started.getBean(TrustSettings.class)));
    }
}
