package io.postiljon.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.calls.AnswerBody;
import io.postiljon.calls.NamedHeaders;
import io.postiljon.calls.PartnerHttp;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How {@code routes/intake-tokens.camel.yaml} calls the authorisation server: the component {@code keyServer} and what prepares and reads. */
@Configuration(proxyBeanMethods = false)
class KeyServerConfiguration {
    @Bean KeyServerCalls keyServerCalls(TokenSettings settings, MeterRegistry meters) {
        return new KeyServerCalls(new AnswerBody(Math.toIntExact(settings.answerLimit().toBytes()), settings.answer()),
                meters.counter("postiljon.intake.token.keys.failures"));
    }

    @Bean HttpComponent keyServer(TokenSettings settings) {
        return http(settings).component(more -> { });
    }

    @Bean ComponentCustomizer keyServerHasTheLastWord(TokenSettings settings) {
        return http(settings).lastWord(more -> { });
    }

    private static PartnerHttp http(TokenSettings settings) {
        return new PartnerHttp("keyServer", new NamedHeaders(Set.of("Accept"), Set.of()), settings.connect(), settings.answer(), "intake.tokens.trust-file", Optional.ofNullable(settings.trustFile()));
    }
}
