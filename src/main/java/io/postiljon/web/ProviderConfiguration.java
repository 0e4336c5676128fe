package io.postiljon.web;

import io.postiljon.calls.AnswerBody;
import io.postiljon.calls.NamedHeaders;
import io.postiljon.calls.PartnerHttp;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How {@code routes/web-login.camel.yaml} calls the identity provider: the component {@code citizenLogin} and what prepares and reads. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {
    @Bean ProviderCalls providerCalls(LoginSettings settings) {
        return new ProviderCalls(new AnswerBody(Math.toIntExact(settings.answerLimit().toBytes()), settings.answer()));
    }

    @Bean HttpComponent citizenLogin(LoginSettings settings) {
        return http(settings).component(more -> { });
    }

    @Bean ComponentCustomizer citizenLoginHasTheLastWord(LoginSettings settings) {
        return http(settings).lastWord(more -> { });
    }

    private static PartnerHttp http(LoginSettings settings) {
        return new PartnerHttp("citizenLogin", new NamedHeaders(Set.of("Accept"), Set.of()), settings.connect(), settings.answer(), "web.login.trust-file", Optional.ofNullable(settings.trustFile()));
    }
}
