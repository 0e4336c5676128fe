package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The token service, generation v5: {@code client_credentials} with a signed assertion (RFC 7523), opaque tokens. */
final class TokenEndpoint implements Endpoint {
    static final String PATH = "/REST/oauth/v5/token";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int BODY_LIMIT = 32 * 1024;

    private final Assertions assertions;
    private final AccessTokens tokens;
    private final Duration lifetime;
    private final AtomicLong issued = new AtomicLong();

    TokenEndpoint(Assertions assertions, AccessTokens tokens, Duration lifetime) {
        this.assertions = assertions;
        this.tokens = tokens;
        this.lifetime = lifetime;
    }

    long issued() {
        return issued.get();
    }

    @Override
    public Reply answer(Call call) throws IOException {
        if (!call.method().equals("POST")) {
            throw new CallRefused(CallError.methodNotAllowed("POST"));
        }
        if (!call.hasMediaType("application/x-www-form-urlencoded")) {
            return refused(400, "invalid_request", "the body is a form");
        }
        byte[] bytes = call.body().readNBytes(BODY_LIMIT + 1);
        FormBody form = bytes.length > BODY_LIMIT ? new FormBody(Map.of()) : FormBody.parse(bytes).orElse(new FormBody(Map.of()));
        if (form.field("grant_type").isEmpty() || form.field("client_assertion").isEmpty()) {
            return refused(400, "invalid_request", "grant_type and client_assertion are needed, each once");
        }
        if (!form.field("grant_type").equals("client_credentials")) {
            return refused(400, "unsupported_grant_type", "client_credentials only");
        }
        if (!form.field("client_assertion_type").equals(ASSERTION_TYPE)) {
            return refused(400, "invalid_request", "client_assertion_type is wrong");
        }
        ObjectNode fields = JsonMapper.builder().build().createObjectNode();
        form.fields().forEach(fields::put);
        List<String> faults = Contract.operation("POST", PATH).orElseThrow().faultsInBody("application/x-www-form-urlencoded", fields);
        if (!faults.isEmpty()) {
            return refused(400, "invalid_request", CallError.SCHEMA + String.join(", ", faults));
        }
        return switch (assertions.check(form.field("client_assertion"))) {
            case Assertions.Wrong wrong -> refused(401, "invalid_client", wrong.reason());
            case Assertions.Good good -> grant(good.client(), scopesIn(form.field("scope")));
        };
    }

    /** Without a scope the token has none, so that every call with it is a 403: the trap that the e-Box FAQ describes. */
    private Reply grant(OAuthClient client, Set<String> scopes) {
        if (!client.scopes().containsAll(scopes)) {
            return refused(400, "invalid_scope", "this client has not been granted each of these scopes");
        }
        String token = tokens.issue(client, scopes, lifetime);
        issued.incrementAndGet();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("token_type", "Bearer");
        body.put("expires_in", lifetime.toSeconds());
        body.put("scope", String.join(" ", scopes));
        return Reply.json(200, body).with("Cache-Control", "no-store");
    }

    private static Set<String> scopesIn(String text) {
        return new TreeSet<>(text.isBlank() ? List.of() : List.of(text.strip().split(" +")));
    }

    private static Reply.Answer refused(int status, String error, String description) {
        return Reply.json(status, JsonMapper.builder().build().createObjectNode().put("error", error).put("error_description", description))
                .with("Cache-Control", "no-store");
    }
}
