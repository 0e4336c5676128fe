package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunningTest {
    private final Running running = new Running();
    private final List<String> ended = Collections.synchronizedList(new ArrayList<>());

    @Test void the_last_part_ends_first_and_one_that_fails_does_not_keep_the_others_alive() throws Exception {
        running.start(() -> part("first"));
        running.keep(() -> {
            throw new IllegalStateException("does not end");
        });
        running.keep(part("last"));

        running.close();

        assertThat(ended).containsExactly("last", "first");
    }

    @Test void a_part_that_starts_while_everything_ends_is_waited_for_and_ended() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> start = inBackground(() -> {
            try {
                running.start(() -> {
                    begun.countDown();
                    slow.await();
                    return part("slow");
                });
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        });
        begun.await();

        CompletableFuture<Void> stop = inBackground(running::close);
        await().until(running::isStopping);
        assertThat(ended).isEmpty();
        slow.countDown();
        stop.join();
        start.join();

        assertThat(ended).containsExactly("slow");
        assertThatThrownBy(() -> running.start(() -> part("too late"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> running.keep(part("runs already"))).isInstanceOf(IllegalStateException.class);
        assertThat(ended).containsExactly("slow", "runs already");
    }

    /** On a thread of its own: the common pool may have only one. */
    private static CompletableFuture<Void> inBackground(Runnable work) {
        return CompletableFuture.runAsync(work, Thread::startVirtualThread);
    }

    private AutoCloseable part(String name) {
        return () -> ended.add(name);
    }
}
