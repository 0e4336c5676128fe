package io.postiljon.web;

import io.github.bucket4j.TimeMeter;
import io.postiljon.access.AgreementRule;
import io.postiljon.audit.AuditLog;
import io.postiljon.store.LetterLogins;
import io.postiljon.store.Originals;
import io.postiljon.store.Sendings;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LetterSettings.class)
class WebConfiguration {
    @Bean LetterDesk letterDesk(Originals originals, Sendings sendings, AuditLog audit, Clock clock, LetterSettings settings) {
        return new LetterDesk(originals, sendings, audit, clock, settings.tries(), settings.triesPeriod());
    }

    @Bean LetterPages letterPages(LetterSettings settings, @Value("${postiljon.environment}") String environment) {
        return new LetterPages(settings, !environment.equals("P"));
    }

    @Bean AskLimit askLimit(LetterSettings settings) {
        return new AskLimit(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean EvenPace evenPace(LetterSettings settings) {
        return new EvenPace(settings.answerTime(), System::nanoTime);
    }

    @Bean LoginSessions loginSessions(LetterLogins logins, LoginSettings settings) {
        return new LoginSessions(logins, settings.attemptLife(), settings.sessionLife(), settings.sessions());
    }

    @Bean LoginWalk loginWalk(CitizenLogin login, LoginSessions sessions, LetterDesk desk) {
        return new LoginWalk(login, sessions, desk);
    }

    @Bean AgreementRule recipientsCanLogIn(LoginSettings settings) {
        return new LoginRule(settings.enabled());
    }
}
