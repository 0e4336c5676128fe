package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    private static final TokenWish WISH = new TokenWish(new EboxClientName.Platform(), "scope:publish");
    private static final TokenWish OTHER_SCOPE = new TokenWish(new EboxClientName.Platform(), "scope:preferences");

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final Clock clock = new Clock() {
        @Override public Instant instant() {
            return now.get();
        }

        @Override public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @Test void a_token_is_used_until_it_is_nearly_over() {
        AccessTokens tokens = new AccessTokens(wish -> granted(270), clock);

        TokenAnswer first = tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(269));
        TokenAnswer second = tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(1));
        TokenAnswer third = tokens.get(WISH);

        assertThat(second).isEqualTo(first);
        assertThat(third).isNotEqualTo(first);
        assertThat(calls).hasValue(2);
    }

    @Test void each_scope_has_its_own_token() {
        AccessTokens tokens = new AccessTokens(wish -> granted(270), clock);

        assertThat(tokens.get(WISH)).isNotEqualTo(tokens.get(OTHER_SCOPE));
    }

    @Test void a_refused_token_is_forgotten_and_a_newer_one_is_not() {
        AccessTokens tokens = new AccessTokens(wish -> granted(270), clock);
        TokenAnswer first = tokens.get(WISH);

        tokens.forget(WISH, first);
        TokenAnswer second = tokens.get(WISH);
        tokens.forget(WISH, first);

        assertThat(tokens.get(WISH)).isEqualTo(second).isNotEqualTo(first);
    }

    @Test void a_refusal_is_not_remembered() {
        AccessTokens tokens = new AccessTokens(wish -> {
            calls.incrementAndGet();
            return new TokenAnswer.NotGranted("ebox-token-503", Optional.empty());
        }, clock);

        tokens.get(WISH);
        tokens.get(WISH);

        assertThat(calls).hasValue(2);
    }

    @Test void many_at_once_make_one_call() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        AccessTokens tokens = new AccessTokens(wish -> {
            awaitQuietly(answering);
            return granted(270);
        }, clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Thread> waiting = new java.util.concurrent.CopyOnWriteArrayList<>();
            Callable<TokenAnswer> get = () -> {
                waiting.add(Thread.currentThread());
                return tokens.get(WISH);
            };

            List<Future<TokenAnswer>> answers = java.util.stream.IntStream.range(0, 20).mapToObj(n -> threads.submit(get)).toList();
            await().until(() -> waiting.size() == 20 && waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            answering.countDown();

            for (Future<TokenAnswer> answer : answers) {
                assertThat(answer.get()).isEqualTo(tokens.get(WISH));
            }
        }
        assertThat(calls).hasValue(1);
    }

    @Test void a_token_that_came_between_the_look_and_the_turn_is_taken() {
        List<AccessTokens> itself = new java.util.ArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        Clock racing = new Clock() {
            @Override public Instant instant() {
                if (looks.incrementAndGet() == 1) {        // the first look finds the old token over; another caller is quicker
                    itself.getFirst().get(WISH);
                }
                return now.get();
            }

            @Override public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        looks.set(10);
        AccessTokens tokens = new AccessTokens(wish -> granted(calls.get() == 0 ? 1 : 270), racing);
        itself.add(tokens);
        tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(2));
        looks.set(0);

        tokens.get(WISH);

        assertThat(calls).hasValue(2);
    }

    @Test void a_fault_reaches_the_caller_and_the_next_one_tries_again() {
        AtomicInteger tries = new AtomicInteger();
        AccessTokens tokens = new AccessTokens(wish -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("no key");
            }
            return granted(270);
        }, clock);

        assertThatThrownBy(() -> tokens.get(WISH)).isInstanceOf(IllegalStateException.class);
        assertThat(tokens.get(WISH).granted()).isTrue();
    }

    @Test void a_token_is_never_shown() {
        assertThat(granted(10).toString()).doesNotContain("token-");
    }

    private TokenAnswer granted(int seconds) {
        return new TokenAnswer.Granted("token-" + calls.incrementAndGet(), now.get().plusSeconds(seconds));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
