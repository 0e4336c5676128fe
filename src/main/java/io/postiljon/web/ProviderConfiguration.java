package io.postiljon.web;

import io.postiljon.calls.PartnerHttp;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How {@code routes/web-login.camel.yaml} calls the identity provider: the component {@code citizenLogin} and what prepares and reads. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {
    @Bean ProviderCalls providerCalls(LoginSettings settings, @Qualifier("wallClock") Clock wallClock) {
        return new ProviderCalls(Math.toIntExact(settings.answerLimit().toBytes()), settings.answer(), wallClock);
    }

    @Bean HttpComponent citizenLogin(LoginSettings settings) {
        return http(settings).component(more -> { });
    }

    @Bean ComponentCustomizer citizenLoginHasTheLastWord(LoginSettings settings) {
        return http(settings).lastWord(more -> { });
    }

    private static PartnerHttp http(LoginSettings settings) {
        return new PartnerHttp("citizenLogin", new ProviderHeaders(), settings.connect(), settings.answer(), "web.login.trust-file", Optional.ofNullable(settings.trustFile()));
    }
}
