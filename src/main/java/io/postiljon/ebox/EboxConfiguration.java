package io.postiljon.ebox;

import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.access.AgreementRule;
import io.postiljon.access.SendingRights;
import io.postiljon.access.StandingRight;
import io.postiljon.audit.AuditLog;
import io.postiljon.calls.PartnerHttp;
import io.postiljon.crypto.FollowedClientKey;
import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.Agreements;
import io.postiljon.store.ChannelDecisions;
import io.postiljon.store.DoubtfulSendings;
import io.postiljon.store.EboxReadings;
import io.postiljon.store.OpenItems;
import io.postiljon.store.PaperCopies;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Makes the beans that {@code routes/ebox*.camel.yaml} names, and the component {@code ebox} by which those routes call. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EboxSettings.class, BreakerSettings.class, RateSettings.class, QuestionSettings.class, StatusSettings.class})
class EboxConfiguration {
    @Bean Publications publications(Sendings sendings, EboxReadings readings, PaperCopies plannedCopies, StatusSettings status,
            ChannelDecisions decisions, Agreements agreements, SendingRights rights, AuditLog audit,
            OpenItems openItems, EboxCounters counters, Clock clock, EboxSettings settings) {
        PublicationRecords records =
                new PublicationRecords(sendings, decisions, audit, new PublicationEvidence(sendings, clock), openItems,
                        new Followed(agreements, readings, plannedCopies, status, clock), counters, clock,
                        settings.pauses(), settings.registeredMail());
        return new Publications(sendings, agreements, new StandingRight(agreements, rights, clock), records,
                new PublicationClients(settings.scopes()), counters, clock, settings.lease(), settings.answerMaxAge());
    }

    @Bean Doubts doubts(Sendings sendings, DoubtfulSendings doubtful, OpenItems openItems, AuditLog audit, Agreements agreements, SendingRights rights,
            Clock clock) {
        return new Doubts(sendings, doubtful, openItems, audit, new StandingRight(agreements, rights, clock), clock);
    }

    @Bean AgreementRule ownClients(EboxSettings settings) {
        return new OwnClients(settings.clientsByAgency().keySet());
    }

    @Bean EboxCounters eboxCounters(MeterRegistry meters) {
        return new EboxCounters(meters);
    }

    @Bean PublicationCalls publicationCalls(Vault vault, Clock clock, EboxSettings settings) {
        return new PublicationCalls(vault, new MessageJson(settings.registeredMail()), new CallHeaders(settings.onBehalfOfHeader(), clock));
    }

    @Bean AnswerReading answerReading(Clock clock, EboxSettings settings) {
        return new AnswerReading(clock, settings.connection().answer(), settings.retryAfterLimit());
    }

    @Bean PublicationJudge publicationJudge(AnswerReading reading) {
        return new PublicationJudge(reading, new RefusalCodes());
    }

    @Bean EboxBreakers eboxBreakers(EboxSettings settings, BreakerSettings breaker, Clock clock, MeterRegistry meters) {
        return new EboxBreakers(settings.messages(), breaker, settings.lease(), clock, meters);
    }

    @Bean ReadStatuses readStatuses(Sendings sendings, EboxReadings readings, PaperCopies plannedCopies, Agreements agreements, AuditLog audit,
            EboxSettings settings, StatusSettings status, Clock clock) {
        return new ReadStatuses(sendings, readings, plannedCopies, agreements, new PublicationClients(settings.scopes()), audit, status, clock,
                settings.lease());
    }

    @Bean MessageTypes messageTypes(Sendings sendings, EboxReadings readings, Agreements agreements, AnswerReading reading, EboxSettings settings,
            StatusSettings status, Clock clock) {
        return new MessageTypes(readings, sendings, agreements, new PublicationClients(settings.scopes()), reading, status,
                new CallHeaders(settings.onBehalfOfHeader(), clock), clock);
    }

    @Bean StatusCalls statusCalls(AnswerReading reading, EboxCounters counters, Clock clock, EboxSettings settings) {
        return new StatusCalls(reading, counters, new CallHeaders(settings.onBehalfOfHeader(), clock));
    }

    @Bean Rehearsal rehearsal(Clock clock) {
        return new Rehearsal(clock);
    }

    @Bean TokenCalls tokenCalls(AnswerReading reading, EboxCounters counters, Clock clock, EboxSettings settings) {
        Map<EboxClientName, TokenCalls.SigningClient> clients = new HashMap<>();
        clients.put(new EboxClientName.Platform(), signing(settings.client()));
        settings.clientsByAgency().forEach((agency, client) -> clients.put(new EboxClientName.Agency(agency), signing(client)));
        return new TokenCalls(clients, settings.token(), reading, counters, clock);
    }

    /** The call itself is a route; here one at a time goes there. */
    @Bean AccessTokens accessTokens(@Lazy ProducerTemplate routes, Clock clock, EboxSettings settings) {
        return new AccessTokens(wish -> routes.requestBody("direct:ebox-fetch-token", wish, TokenAnswer.class), clock,
                settings.token().ahead(), settings.token().pause());
    }

    @Bean FederationCalls federationCalls(AnswerReading reading, EboxCounters counters, Clock clock, EboxSettings settings) {
        return new FederationCalls(new ConsentQuestion(), new PreferenceQuestion(), settings.scopes(), reading, counters,
                new CallHeaders(settings.onBehalfOfHeader(), clock), clock);
    }

    /** The call itself is a route; here those who ask at the same time are gathered. */
    @Bean BoxQuestions boxQuestions(@Lazy ProducerTemplate routes, QuestionSettings settings) {
        return new BoxQuestions(question -> routes.requestBody("direct:ebox-ask-list", question, ListAnswer.class), settings);
    }

    @Bean BoxAnswers boxAnswers(Pseudonyms pseudonyms, Clock clock, EboxSettings settings) {
        return new BoxAnswers(pseudonyms, clock, settings.answerMaxAge(), settings.answerCacheSize());
    }

    @Bean HttpComponent ebox(EboxSettings settings) {
        return http(settings).component(component -> pool(component, settings));
    }

    @Bean ComponentCustomizer eboxHasTheLastWord(EboxSettings settings) {
        return http(settings).lastWord(component -> pool(component, settings));
    }

    private static PartnerHttp http(EboxSettings settings) {
        return new PartnerHttp("ebox", settings.headers(), settings.connection().connect(), settings.connection().response(), "ebox.trust-file", Optional.of(settings.trustFile()));
    }

    private static void pool(HttpComponent component, EboxSettings settings) {
        component.setMaxTotalConnections(settings.connection().poolTotal());
        component.setConnectionsPerRoute(settings.connection().pool());
        component.setConnectionTimeToLive(settings.connection().life().toMillis());
        component.setHttpClientConfigurer(new EboxConnections(settings.connection().idle()));
    }

    static FollowedClientKey key(EboxSettings.Client client) {
        return new FollowedClientKey(client.keyFile(), Optional.ofNullable(client.passwordFile()));
    }

    private static TokenCalls.SigningClient signing(EboxSettings.Client client) {
        return new TokenCalls.SigningClient(client.id(), key(client)::signer);
    }
}
