package io.postiljon.ebox;

import io.postiljon.calls.NamedHeaders;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.PauseCurve;
import io.postiljon.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that is not documented of the e-Box, or differs per site, is a setting.
 *
 * @param token         the token service
 * @param messages      addresses of publication, per kind of box: the same contract may stand behind two addresses
 * @param federation    addresses of the questions who can be reached
 * @param client        our own client: asks the questions, and publishes on behalf of agencies
 * @param agencyClients clients of agencies that publish under their own name, by agency code
 * @param scopes        exact scope strings; always sent, as the e-Box answers 403 without
 * @param onBehalfOfHeader name of the header that names the organisation we represent; letters, digits and hyphens
 * @param registeredMail whether {@code isRegisteredMail} is passed on
 * @param trustFile     PEM file of the certificate authorities that may vouch for the e-Box, and no others
 * @param connection    time-outs and pool
 * @param lease         how long one worker may take for a publication: at least two tokens, two calls and the upload; at most 30 min
 * @param uploadAllowance for the bytes of both calls of a publication, which no time-out bounds; 1 s to 20 min
 * @param firstPause    wait before the second attempt; at least 100 ms
 * @param longestPause  to which the wait grows; at most 1 day
 * @param retryAfterLimit the most that a {@code Retry-After} is obeyed, and never beyond the deadline of the sending; 1 s to 1 day
 * @param answerMaxAge  how old the knowledge about a box may be when a message goes there; at most 1 h, as consent can be withdrawn
 * @param answerCacheSize how many answers are remembered, 0 to 1,000,000
 */
@ConfigurationProperties("ebox")
public record EboxSettings(
        Token token,
        Messages messages,
        Federation federation,
        Client client,
        @DefaultValue Map<String, Client> agencyClients,
        @DefaultValue Scopes scopes,
        @DefaultValue("On-Behalf-Of-Enterprise-Number") String onBehalfOfHeader,
        @DefaultValue("EVIDENCE_ONLY") RegisteredMailRule registeredMail,
        Path trustFile,
        @DefaultValue Connection connection,
        @DefaultValue("8m") Duration lease,
        @DefaultValue("2m") Duration uploadAllowance,
        @DefaultValue("5s") Duration firstPause,
        @DefaultValue("15m") Duration longestPause,
        @DefaultValue("24h") Duration retryAfterLimit,
        @DefaultValue("1h") Duration answerMaxAge,
        @DefaultValue("10000") int answerCacheSize) {
    /** A token and the message, and both once more when the first token is not accepted. */
    private static final int CALLS_OF_A_PUBLICATION = 4;
    private static final NamedHeaders HEADERS =
            new NamedHeaders(Set.of("Authorization", "Accept", "Idempotency-Key", "BelGov-Trace-Id"), Set.of("Retry-After"));

    /**
     * @param audience      empty means the address itself
     * @param margin        how long before its end a token is replaced; 0 to 10 min
     * @param assertionLife of what proves who we are; not documented by the e-Box, 10 s to 10 min
     * @param ahead         how long before the margin one caller fetches the next token; 0 to 10 min
     * @param pause         before a token service that failed is asked again; 0 to 5 min
     */
    public record Token(
            URI url, @DefaultValue("") String audience, @DefaultValue("30s") Duration margin, @DefaultValue("60s") Duration assertionLife,
            @DefaultValue("30s") Duration ahead, @DefaultValue("2s") Duration pause) {
        public Token {
            requireHttps("ebox.token.url", url);
            Setting.between("ebox.token.margin", margin, Duration.ZERO, Duration.ofMinutes(10));
            Setting.between("ebox.token.ahead", ahead, Duration.ZERO, Duration.ofMinutes(10));
            Setting.between("ebox.token.pause", pause, Duration.ZERO, Duration.ofMinutes(5));
            Setting.between("ebox.token.assertion-life", assertionLife, Duration.ofSeconds(10), Duration.ofMinutes(10));
        }

        String expectedAudience() {
            return audience.isEmpty() ? url.toString() : audience;
        }
    }

    public record Messages(URI citizen, URI enterprise) {
        public Messages {
            requireHttps("ebox.messages.citizen", citizen);
            requireHttps("ebox.messages.enterprise", enterprise);
        }
    }

    public record Federation(URI consents, URI preferences) {
        public Federation {
            requireHttps("ebox.federation.consents", consents);
            requireHttps("ebox.federation.preferences", preferences);
        }
    }

    /**
     * @param keyFile      PKCS#12, or PEM when there is no password file; readable by its owner only
     * @param passwordFile leave it out for a PEM file
     */
    public record Client(String id, Path keyFile, Path passwordFile) {
        public Client {
            if (id == null || id.isBlank() || keyFile == null) {
                throw new IllegalArgumentException("an eBox client has an id and a key-file");
            }
        }
    }

    public record Scopes(
            @DefaultValue("scope:document:management:consult:ws-eboxrestentreprise:publicationsender") String publication,
            @DefaultValue("scope:document:management:consult:ws-eboxrestentreprise:eboxrepresentativepublication") String representative,
            @DefaultValue("scope:documentmanagement:ebox:enterprise:federation-rest:preference") String preferences,
            @DefaultValue("scope:documentmanagement:ebox:enterprise:federation-rest:preference") String consents) {}

    /**
     * @param connect  to open a connection, TLS included; 100 ms to 30 s
     * @param response longest silence of the e-Box; 1 s to 2 min
     * @param answer   a whole answer, from its first byte; 1 s to 2 min
     * @param pool     connections per host, 1 to 200: as many as consumers
     * @param poolTotal connections to all hosts together, at least {@code pool}, at most 1000
     * @param idle     how long an unused connection is kept, or shorter when the e-Box says so; 1 s to 10 min
     * @param life     how long a connection is used at all, so that a new address of the e-Box is found; 10 s to 1 h
     */
    public record Connection(
            @DefaultValue("5s") Duration connect,
            @DefaultValue("30s") Duration response,
            @DefaultValue("30s") Duration answer,
            @DefaultValue("16") int pool,
            @DefaultValue("64") int poolTotal,
            @DefaultValue("30s") Duration idle,
            @DefaultValue("5m") Duration life) {
        public Connection {
            Setting.between("ebox.connection.connect", connect, Duration.ofMillis(100), Duration.ofSeconds(30));
            Setting.between("ebox.connection.response", response, Duration.ofSeconds(1), Duration.ofMinutes(2));
            Setting.between("ebox.connection.answer", answer, Duration.ofSeconds(1), Duration.ofMinutes(2));
            Setting.between("ebox.connection.pool", pool, 1, 200);
            if (poolTotal < pool || poolTotal > 1_000) {
                throw new IllegalArgumentException("ebox.connection.pool-total must be ebox.connection.pool to 1000, is " + poolTotal);
            }
            Setting.between("ebox.connection.idle", idle, Duration.ofSeconds(1), Duration.ofMinutes(10));
            Setting.between("ebox.connection.life", life, Duration.ofSeconds(10), Duration.ofHours(1));
        }

        /** The longest that one call can take, without its upload: wait for a free connection, open one, wait, read. */
        Duration oneCall() {
            return connect.multipliedBy(2).plus(response).plus(answer);
        }
    }

    public EboxSettings {
        if (token == null || messages == null || federation == null || client == null || trustFile == null) {
            throw new IllegalArgumentException("ebox.token, ebox.messages, ebox.federation, ebox.client and ebox.trust-file must be set");
        }
        if (!onBehalfOfHeader.matches("[A-Za-z][A-Za-z0-9-]{0,63}") || HEADERS.out().contains(onBehalfOfHeader)) {
            throw new IllegalArgumentException("ebox.on-behalf-of-header must be the name of a header that nothing else uses, is " + onBehalfOfHeader);
        }
        Setting.between("ebox.upload-allowance", uploadAllowance, Duration.ofSeconds(1), Duration.ofMinutes(20));
        Setting.between("ebox.lease", lease, connection.oneCall().multipliedBy(CALLS_OF_A_PUBLICATION).plus(uploadAllowance), Duration.ofMinutes(30));
        Setting.between("ebox.first-pause", firstPause, Duration.ofMillis(100), Duration.ofDays(1));
        new PauseCurve(firstPause, longestPause);
        Setting.between("ebox.retry-after-limit", retryAfterLimit, Duration.ofSeconds(1), Duration.ofDays(1));
        Setting.between("ebox.answer-max-age", answerMaxAge, Duration.ofSeconds(1), Duration.ofHours(1));
        Setting.between("ebox.answer-cache-size", answerCacheSize, 0, 1_000_000);
        agencyClients = Map.copyOf(agencyClients);
    }

    NamedHeaders headers() {
        return HEADERS.with(onBehalfOfHeader);
    }

    PauseCurve pauses() {
        return new PauseCurve(firstPause, longestPause);
    }

    Map<AgencyCode, Client> clientsByAgency() {
        return agencyClients.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> new AgencyCode(entry.getKey()), Map.Entry::getValue));
    }

    static void requireHttps(String name, URI address) {
        if (address == null || !"https".equals(address.getScheme()) || address.getHost() == null || address.getQuery() != null) {
            throw new IllegalArgumentException(name + " must be an https address without a query");
        }
    }
}
