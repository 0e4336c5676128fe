package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
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
        AccessTokens tokens = new AccessTokens(wish -> granted(270), clock, Duration.ZERO, Duration.ZERO);

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
        AccessTokens tokens = new AccessTokens(wish -> granted(270), clock, Duration.ZERO, Duration.ZERO);

        assertThat(tokens.get(WISH)).isNotEqualTo(tokens.get(OTHER_SCOPE));
    }

    @Test void a_refused_token_is_forgotten_and_a_newer_one_is_not() {
        AccessTokens tokens = new AccessTokens(wish -> granted(270), clock, Duration.ZERO, Duration.ZERO);
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
        }, clock, Duration.ZERO, Duration.ZERO);

        tokens.get(WISH);
        tokens.get(WISH);

        assertThat(calls).hasValue(2);
    }

    @Test void many_at_once_make_one_call() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        AccessTokens tokens = new AccessTokens(wish -> {
            awaitQuietly(answering);
            return granted(270);
        }, clock, Duration.ZERO, Duration.ZERO);
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
        AccessTokens tokens = new AccessTokens(wish -> granted(calls.get() == 0 ? 1 : 270), racing, Duration.ZERO, Duration.ZERO);
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
        }, clock, Duration.ZERO, Duration.ZERO);

        assertThatThrownBy(() -> tokens.get(WISH)).isInstanceOf(IllegalStateException.class);
        assertThat(tokens.get(WISH).granted()).isTrue();
    }

    @Test void shortly_before_its_end_one_caller_fetches_the_next_and_the_others_go_on_with_the_old_one() throws Exception {
        CountDownLatch answering = new CountDownLatch(0);
        AtomicReference<CountDownLatch> held = new AtomicReference<>(answering);
        AccessTokens tokens = new AccessTokens(wish -> {
            awaitQuietly(held.get());
            return granted(270);
        }, clock, Duration.ofSeconds(30), Duration.ZERO);
        TokenAnswer old = tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(241));
        held.set(new CountDownLatch(1));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TokenAnswer> renewing = threads.submit(() -> tokens.get(WISH));
            await().until(() -> calls.get() == 1 && tokens.get(WISH).equals(old));

            assertThat(tokens.get(WISH)).isEqualTo(old);
            held.get().countDown();

            assertThat(renewing.get()).isNotEqualTo(old).isEqualTo(tokens.get(WISH));
        }
        assertThat(calls).hasValue(2);
    }

    @Test void a_renewal_that_fails_leaves_the_old_token_and_is_tried_again_after_a_pause() {
        AtomicInteger asked = new AtomicInteger();
        AccessTokens tokens = new AccessTokens(wish -> asked.incrementAndGet() == 1 ? granted(270) : unavailable(Optional.empty()), clock,
                Duration.ofSeconds(30), Duration.ofSeconds(2));
        TokenAnswer old = tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(241));

        assertThat(tokens.get(WISH)).isEqualTo(old);
        assertThat(tokens.get(WISH)).isEqualTo(old);
        assertThat(asked).hasValue(2);
        now.updateAndGet(instant -> instant.plusSeconds(3));
        assertThat(tokens.get(WISH)).isEqualTo(old);
        assertThat(asked).hasValue(3);
    }

    @Test void a_token_service_that_failed_is_left_alone_for_the_pause_or_for_as_long_as_it_asked() {
        AtomicInteger asked = new AtomicInteger();
        AccessTokens tokens = new AccessTokens(wish -> unavailable(asked.incrementAndGet() == 1 ? Optional.empty() : Optional.of(Duration.ofSeconds(60))), clock,
                Duration.ZERO, Duration.ofSeconds(2));
        tokens.get(WISH);

        assertThat(tokens.get(WISH)).isEqualTo(new TokenAnswer.NotGranted(EboxBreakers.HELD_BACK, Optional.of(Duration.ofSeconds(2))));
        now.updateAndGet(instant -> instant.plusSeconds(2));
        tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(59));
        tokens.get(WISH);

        assertThat(asked).hasValue(2);
    }

    @Test void a_token_that_lives_shortly_is_renewed_at_half_its_life() {
        AccessTokens tokens = new AccessTokens(wish -> granted(10), clock, Duration.ofSeconds(30), Duration.ZERO);
        tokens.get(WISH);
        now.updateAndGet(instant -> instant.plusSeconds(4));
        tokens.get(WISH);
        assertThat(calls).hasValue(1);
        now.updateAndGet(instant -> instant.plusSeconds(2));
        tokens.get(WISH);

        assertThat(calls).hasValue(2);
    }

    @Test void a_token_is_never_shown() {
        assertThat(granted(10).toString()).doesNotContain("token-");
    }

    private static TokenAnswer unavailable(Optional<Duration> retryAfter) {
        return new TokenAnswer.NotGranted("ebox-token-503", retryAfter);
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
