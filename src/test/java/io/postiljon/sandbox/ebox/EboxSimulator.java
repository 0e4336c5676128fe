package io.postiljon.sandbox.ebox;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running e-Box: token, registry and federation services over TLS on one port of the loopback interface, the inspection over plain
 * HTTP on another. Safe for many threads. What it keeps is gone when it closes.
 */
public final class EboxSimulator implements AutoCloseable {
    static {
        // Without it each answer on a kept connection waits 40 ms for a delayed acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", System.getProperty("sun.net.httpserver.nodelay", "true"));
    }

    private static final Logger LOG = LoggerFactory.getLogger(EboxSimulator.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final EboxSimulatorSettings settings;
    private final AccessTokens tokens;
    private final Recipients recipients;
    private final Mailboxes mailboxes;
    private final RequestLog requests;
    private final Faults faults = new Faults();
    private final ContractWatch watch = new ContractWatch();
    private final ErrorBodies errors = new ErrorBodies(this::errorShape);
    private final TokenEndpoint tokenEndpoint;
    private final PublicationEndpoint publication;
    private final FederationEndpoint federation;
    private final RegistryReading reading;
    private final HttpsServer services;
    private final HttpServer inspect;
    private volatile ErrorShape errorShape;

    private EboxSimulator(EboxSimulatorSettings settings) throws IOException {
        this.settings = settings;
        this.errorShape = settings.manners().errorShape();
        this.tokens = new AccessTokens(settings.clock());
        this.recipients = new Recipients(settings.recipients());
        this.mailboxes = new Mailboxes(settings.limits().messages());
        this.requests = new RequestLog(settings.limits().requests(), settings.clock());
        Assertions assertions =
                new Assertions(settings.clients(), settings.tokens(), settings.clock(), () -> tokenUri().toString());
        this.tokenEndpoint = new TokenEndpoint(assertions, tokens, settings.tokens().lifetime());
        PartyRules parties = new PartyRules(settings.trios(), recipients, settings.manners());
        this.publication = new PublicationEndpoint(settings, tokens, parties, mailboxes, faults, errors, this::pause);
        this.federation = new FederationEndpoint(tokens, recipients, settings.clock());
        this.reading = new RegistryReading(settings, tokens, mailboxes);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.services = HttpsServer.create(new InetSocketAddress(loopback, settings.ports().services()), 128);
        try {
            this.inspect = HttpServer.create(new InetSocketAddress(loopback, settings.ports().inspect()), 16);
        } catch (IOException e) {
            services.stop(0);
            throw e;
        }
    }

    /** Listens when it returns. A port that is taken is an {@link UncheckedIOException}. */
    public static EboxSimulator start(EboxSimulatorSettings settings) {
        try {
            EboxSimulator simulator = new EboxSimulator(settings);
            simulator.listen();
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException("the eBox simulator cannot listen", e);
        }
    }

    private void listen() {
        long drainBytes = 2 * settings.limits().requestBytes();
        services.setHttpsConfigurator(new HttpsConfigurator(settings.tls()) {
            @Override
            public void configure(HttpsParameters parameters) {
                if (faults.isDown()) {
                    throw new IllegalStateException("down: the connection is closed before TLS");
                }
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                parameters.setSSLParameters(tls);
            }
        });
        services.createContext("/", new Door(this::watched, requests::note, errors, drainBytes));
        services.setExecutor(threads);
        services.start();
        inspect.createContext("/", new Door(new InspectEndpoint(mailboxes, faults), exchange -> { }, new ErrorBodies(() -> ErrorShape.PROBLEM), drainBytes));
        inspect.setExecutor(threads);
        inspect.start();
    }

    private Reply watched(Call call) throws IOException {
        try {
            return watch.judged(call.method(), call.path(), route(call), errors);
        } catch (CallRefused refused) {
            watch.noteRefusal(call, refused.error());
            return watch.judged(call.method(), call.path(), errors.of(refused.error()), errors);
        }
    }

    private Reply route(Call call) throws IOException {
        if (faults.isDown()) {
            return new Reply.HangUp();
        }
        return switch (call.path()) {
            case TokenEndpoint.PATH -> struck(Where.TOKEN, call, tokenEndpoint);
            case PublicationEndpoint.PATH, PublicationEndpoint.PATH + "/" -> publication.answer(call);
            case FederationEndpoint.PREFERENCES -> struck(Where.FEDERATION, call, federation::preferences);
            case FederationEndpoint.CONSENTS -> struck(Where.FEDERATION, call, federation::consents);
            case RegistryReading.STATUS -> reading.status(call);
            case RegistryReading.TYPES -> reading.messageTypes(call);
            default -> {
                if (call.path().startsWith(RegistryReading.TYPES + "/")) {
                    yield reading.messageTypes(call);
                }
                throw new CallRefused(CallError.notFound());
            }
        };
    }

    private Reply struck(Where where, Call call, Endpoint endpoint) throws IOException {
        Optional<FaultOrder> order = faults.strike(where);
        if (order.isEmpty()) {
            return endpoint.answer(call);
        }
        return switch (order.get().fault()) {
            case DOWN, RESET_BEFORE_COMMIT -> new Reply.HangUp();
            case TOO_MANY_REQUESTS -> onPurpose(CallError.tooManyRequests(settings.manners().retryAfter()));
            case UNAVAILABLE -> onPurpose(CallError.unavailable(settings.manners().retryAfter()));
            case INTERNAL_ERROR -> onPurpose(CallError.internal());
            case RESET_AFTER_COMMIT -> {
                endpoint.answer(call);
                yield new Reply.HangUp();
            }
            case DELAY -> {
                Reply reply = endpoint.answer(call);
                pause(order.get().delay().orElse(settings.manners().delay()));
                yield reply;
            }
            case FORBIDDEN, WRONG_BODY, ENDLESS_BODY, STATUS_200, STATUS_202, GATEWAY_TIMEOUT, REDIRECT ->
                    throw new IllegalStateException(order.get().fault() + " strikes the publication only");
        };
    }

    /** The contract names these for the registry only; every service can have them. */
    private Reply onPurpose(CallError error) {
        return new Reply.OnPurpose(errors.of(error));
    }

    private void pause(Duration duration) {
        try {
            if (closing.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closing during a delay");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Host and port of the services; each path of the contract follows it. */
    public URI baseUri() {
        return URI.create("https://localhost:" + services.getAddress().getPort());
    }

    /** Also the audience that an assertion must have. */
    public URI tokenUri() {
        return baseUri().resolve(TokenEndpoint.PATH);
    }

    /** Base of MessageRegistry v3, without slash at the end. */
    public URI registryUri() {
        return baseUri().resolve("/REST/ebox/enterprise/messageRegistry/v3");
    }

    /** Base of the federation service, without slash at the end. */
    public URI federationUri() {
        return baseUri().resolve("/REST/ebox/enterprise/federation/v1");
    }

    /** Base of the inspection, without slash at the end. */
    public URI inspectUri() {
        return URI.create("http://localhost:" + inspect.getAddress().getPort() + "/inspect");
    }

    /** The ports in use, to start again on the same ones. */
    public EboxSimulatorSettings.Ports ports() {
        return new EboxSimulatorSettings.Ports(services.getAddress().getPort(), inspect.getAddress().getPort());
    }

    private ErrorShape errorShape() {
        return errorShape;
    }

    /** From now on errors have this shape. */
    public void speak(ErrorShape shape) {
        errorShape = shape;
    }

    public Faults faults() {
        return faults;
    }

    public Recipients recipients() {
        return recipients;
    }

    /** Every published message, oldest first. */
    public List<StoredMessage> messages() {
        return mailboxes.all();
    }

    /** How many publication calls came with this key, whatever became of them. */
    public int attempts(String idempotencyKey) {
        return mailboxes.attempts(idempotencyKey);
    }

    /** How many publication calls came in all. */
    public long publishCalls() {
        return mailboxes.publishCalls();
    }

    public long tokensIssued() {
        return tokenEndpoint.issued();
    }

    /** The latest requests to the services, oldest first, without bodies. */
    public List<SeenRequest> requests() {
        return requests.all();
    }

    /** Lets the recipient open the main document; an unknown id is an {@link IllegalArgumentException}. */
    public void markRead(String messageId) {
        mailboxes.markRead(messageId);
    }

    /** Makes every token handed out so far an invalid one. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    ContractWatch watch() {
        return watch;
    }

    /** Calls that were not as the contract has them, without values: what a sender has to mend. */
    public List<String> brokenCalls() {
        return watch.brokenCalls();
    }

    /** Answers of ours that were not as the contract has them. */
    public List<String> brokenAnswers() {
        return watch.brokenAnswers();
    }

    /** Hangs up on everybody and frees both ports. An answer that broke the contract is an {@link IllegalStateException}, at the end. */
    @Override
    public void close() {
        closing.countDown();
        services.stop(0);
        inspect.stop(0);
        threads.shutdownNow();
        if (!brokenAnswers().isEmpty()) {
            throw new IllegalStateException("the eBox simulator broke its contract: " + String.join("; ", brokenAnswers()));
        }
    }
}
