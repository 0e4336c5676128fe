package io.postiljon.ebox;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Access tokens until shortly before their end. Who comes while one is being fetched waits for that same answer, so a token
 * service that is away is asked once at a time. A refusal is not remembered. Safe for many threads.
 */
public class AccessTokens {
    private final Function<TokenWish, TokenAnswer> service;
    private final Clock clock;
    private final Map<TokenWish, TokenAnswer.Granted> tokens = new ConcurrentHashMap<>();
    private final Map<TokenWish, CompletableFuture<TokenAnswer>> underWay = new ConcurrentHashMap<>();

    /** @param service asks the token service; throws only at a fault of ours */
    AccessTokens(Function<TokenWish, TokenAnswer> service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    public TokenAnswer get(TokenWish wish) {
        Optional<TokenAnswer.Granted> known = known(wish);
        if (known.isPresent()) {
            return known.get();
        }
        CompletableFuture<TokenAnswer> mine = new CompletableFuture<>();
        CompletableFuture<TokenAnswer> others = underWay.putIfAbsent(wish, mine);
        return others == null ? fetch(wish, mine) : others.join();
    }

    private Optional<TokenAnswer.Granted> known(TokenWish wish) {
        return Optional.ofNullable(tokens.get(wish)).filter(token -> clock.instant().isBefore(token.usableUntil()));
    }

    /** Forgets the token that the e-Box refused; another one that came meanwhile stays. */
    public void forget(TokenWish wish, TokenAnswer refused) {
        tokens.remove(wish, refused);
    }

    private TokenAnswer fetch(TokenWish wish, CompletableFuture<TokenAnswer> waiting) {
        try {
            Optional<TokenAnswer.Granted> justCame = known(wish);   // by a call that ended between our look and our turn
            TokenAnswer answer = justCame.isPresent() ? justCame.get() : service.apply(wish);
            if (answer instanceof TokenAnswer.Granted granted) {
                tokens.put(wish, granted);
            }
            waiting.complete(answer);
            return answer;
        } catch (RuntimeException fault) {
            waiting.completeExceptionally(fault);
            throw fault;
        } finally {
            underWay.remove(wish, waiting);
        }
    }
}
