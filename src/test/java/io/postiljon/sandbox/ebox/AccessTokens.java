package io.postiljon.sandbox.ebox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The opaque tokens that were handed out. An expired one is remembered for an hour, to be told from a wrong one. */
final class AccessTokens {
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST = 100_000;

    /** What a token stands for. */
    record Grant(OAuthClient client, Set<String> scopes, Instant expiresAt) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Clock clock;

    AccessTokens(Clock clock) {
        this.clock = clock;
    }

    String issue(OAuthClient client, Set<String> scopes, Duration lifetime) {
        Instant now = clock.instant();
        grants.values().removeIf(grant -> grant.expiresAt().plus(REMEMBERED).isBefore(now));
        if (grants.size() >= MOST) {
            throw new CallRefused(CallError.unavailable(Duration.ofMinutes(1)));
        }
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        grants.put(token, new Grant(client, Set.copyOf(scopes), now.plus(lifetime)));
        return token;
    }

    /** Makes every token useless, as a restart of the authorization server would. */
    void revokeAll() {
        grants.clear();
    }

    Grant require(Call call, Collection<String> anyOfScopes) {
        String header = call.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new CallRefused(CallError.unauthorized("noAccessToken", "Bearer realm=\"ebox\""));
        }
        Grant grant = grants.get(header.substring(7).strip());
        if (grant == null) {
            throw new CallRefused(CallError.unauthorized("invalidAccessToken", "Bearer realm=\"ebox\", error=\"invalid_token\""));
        }
        if (!clock.instant().isBefore(grant.expiresAt())) {
            throw new CallRefused(CallError.unauthorized(
                    "expiredAccessToken", "Bearer realm=\"ebox\", error=\"invalid_token\", error_description=\"The access token expired\""));
        }
        if (anyOfScopes.stream().noneMatch(grant.scopes()::contains)) {
            throw new CallRefused(CallError.missingScope(anyOfScopes));
        }
        return grant;
    }
}
