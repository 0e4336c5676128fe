package io.postiljon.ebox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Access tokens until shortly before their end. Some time before that, one caller fetches the next while the others go on with the old
 * one. Who comes while there is none waits for that same answer, so a token service that is away is asked once at a time, and after a
 * failure not before a pause. Safe for many threads.
 */
public class AccessTokens {
    private record Held(TokenAnswer.Granted token, Instant renewFrom) {}

    private final Function<TokenWish, TokenAnswer> service;
    private final Clock clock;
    private final Duration ahead;
    private final Duration pause;
    private final Map<TokenWish, Held> tokens = new ConcurrentHashMap<>();
    private final Map<TokenWish, CompletableFuture<TokenAnswer>> underWay = new ConcurrentHashMap<>();
    private final Map<TokenWish, Instant> notBefore = new ConcurrentHashMap<>();

    /**
     * @param service asks the token service; throws only at a fault of ours
     * @param ahead   how long before its end a token is renewed; of a token that lives shortly, at half its life
     * @param pause   after a failure, unless the service named a longer one
     */
    AccessTokens(Function<TokenWish, TokenAnswer> service, Clock clock, Duration ahead, Duration pause) {
        this.service = service;
        this.clock = clock;
        this.ahead = ahead;
        this.pause = pause;
    }

    public TokenAnswer get(TokenWish wish) {
        Instant now = clock.instant();
        Optional<Held> held = held(wish, now);
        if (held.isPresent()) {
            return now.isBefore(held.get().renewFrom()) ? held.get().token() : renewed(wish, held.get().token(), now);
        }
        Optional<TokenAnswer> waiting = paused(wish, now);
        if (waiting.isPresent()) {
            return waiting.get();
        }
        CompletableFuture<TokenAnswer> mine = new CompletableFuture<>();
        CompletableFuture<TokenAnswer> others = underWay.putIfAbsent(wish, mine);
        return others == null ? fetch(wish, mine) : others.join();
    }

    /** Forgets the token that the e-Box refused; another one that came meanwhile stays. */
    public void forget(TokenWish wish, TokenAnswer refused) {
        tokens.computeIfPresent(wish, (key, held) -> held.token().equals(refused) ? null : held);
    }

    private Optional<Held> held(TokenWish wish, Instant now) {
        return Optional.ofNullable(tokens.get(wish)).filter(held -> now.isBefore(held.token().usableUntil()));
    }

    /** The next token, or the old one when somebody else is fetching, or when there is none to be had: it is still good. */
    private TokenAnswer renewed(TokenWish wish, TokenAnswer.Granted old, Instant now) {
        CompletableFuture<TokenAnswer> mine = new CompletableFuture<>();
        if (paused(wish, now).isPresent() || underWay.putIfAbsent(wish, mine) != null) {
            return old;
        }
        TokenAnswer next = call(wish, mine);
        return next.granted() ? next : old;
    }

    /** Held back like a call that a breaker does not let through: nobody was asked. */
    private Optional<TokenAnswer> paused(TokenWish wish, Instant now) {
        return Optional.ofNullable(notBefore.get(wish)).filter(now::isBefore)
                .map(until -> new TokenAnswer.NotGranted(EboxBreakers.HELD_BACK, Optional.of(Duration.between(now, until))));
    }

    private TokenAnswer fetch(TokenWish wish, CompletableFuture<TokenAnswer> waiting) {
        Optional<Held> justCame = held(wish, clock.instant());   // by a call that ended between our look and our turn
        if (justCame.isPresent()) {
            waiting.complete(justCame.get().token());
            underWay.remove(wish, waiting);
            return justCame.get().token();
        }
        return call(wish, waiting);
    }

    private TokenAnswer call(TokenWish wish, CompletableFuture<TokenAnswer> waiting) {
        try {
            TokenAnswer answer = service.apply(wish);
            note(wish, answer);
            waiting.complete(answer);
            return answer;
        } catch (RuntimeException fault) {
            waiting.completeExceptionally(fault);
            throw fault;
        } finally {
            underWay.remove(wish, waiting);
        }
    }

    private void note(TokenWish wish, TokenAnswer answer) {
        Instant now = clock.instant();
        switch (answer) {
            case TokenAnswer.Granted granted -> {
                Instant halfLife = now.plus(Duration.between(now, granted.usableUntil()).dividedBy(2));
                Instant early = granted.usableUntil().minus(ahead);
                tokens.put(wish, new Held(granted, early.isBefore(halfLife) ? halfLife : early));
                notBefore.remove(wish);
            }
            case TokenAnswer.NotGranted no -> notBefore.put(wish, now.plus(no.retryAfter().filter(told -> told.compareTo(pause) > 0).orElse(pause)));
        }
    }
}
