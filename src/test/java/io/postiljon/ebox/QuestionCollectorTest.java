package io.postiljon.ebox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Insz;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QuestionCollectorTest {
    private static final BoxAnswer YES = new BoxAnswer.Reachable(Instant.parse("2026-11-24T08:00:00Z"), BoxAnswer.PaperCopies.ALLOWED);
    private static final BoxAnswer.NoAnswer REFUSED = new BoxAnswer.NoAnswer("ebox-federation-400", Optional.empty());

    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Recipient>> lists = Collections.synchronizedList(new ArrayList<>());
    private final Semaphore answers = new Semaphore(0);

    @AfterEach void stop() {
        workers.shutdownNow();
    }

    @Test void one_who_asks_alone_is_asked_about_at_once() {
        answers.release();

        BoxAnswer answer = collector(200, this::allYes).ask(citizen(1));

        assertThat(answer).isEqualTo(YES);
        assertThat(lists).containsExactly(List.of(citizen(1)));
    }

    @Test void those_who_come_during_a_call_are_asked_about_together_in_the_next() throws Exception {
        QuestionCollector collector = collector(200, this::allYes);
        List<Future<BoxAnswer>> asked = new ArrayList<>(List.of(workers.submit(() -> collector.ask(citizen(0)))));
        await().until(() -> lists.size() == 1);
        IntStream.range(1, 50).forEach(n -> asked.add(workers.submit(() -> collector.ask(citizen(n)))));
        await().until(() -> collector.waiting() == 49);
        answers.release(10);

        for (Future<BoxAnswer> one : asked) {
            assertThat(one.get()).isEqualTo(YES);
        }
        assertThat(lists).hasSize(2);
        assertThat(lists.getLast()).hasSize(49);
    }

    @Test void a_list_holds_no_more_than_is_allowed_and_nobody_is_left_over() throws Exception {
        QuestionCollector collector = collector(20, this::allYes);
        List<Future<BoxAnswer>> asked = IntStream.range(0, 50).mapToObj(n -> workers.submit(() -> collector.ask(citizen(n)))).toList();
        answers.release(100);

        for (Future<BoxAnswer> one : asked) {
            assertThat(one.get()).isEqualTo(YES);
        }
        assertThat(lists).allMatch(list -> list.size() <= 20);
    }

    @Test void one_number_that_the_service_does_not_like_hurts_no_other() throws Exception {
        QuestionCollector collector = collector(200, question -> question.about().contains(citizen(33)) ? new ListAnswer.NotHeard(REFUSED) : allYes(question));
        Map<Integer, Future<BoxAnswer>> asked = IntStream.range(0, 60).boxed()
                .collect(Collectors.toMap(n -> n, n -> workers.submit(() -> collector.ask(citizen(n)))));
        answers.release(1000);

        for (Map.Entry<Integer, Future<BoxAnswer>> one : asked.entrySet()) {
            assertThat(one.getValue().get()).isEqualTo(one.getKey() == 33 ? REFUSED : YES);
        }
    }

    @Test void a_service_that_refuses_every_list_is_not_asked_about_each_one() throws Exception {
        QuestionCollector collector = collector(200, question -> new ListAnswer.NotHeard(REFUSED));
        List<Future<BoxAnswer>> asked = new ArrayList<>(List.of(workers.submit(() -> collector.ask(citizen(0)))));
        await().until(() -> lists.size() == 1);
        IntStream.range(1, 90).forEach(n -> asked.add(workers.submit(() -> collector.ask(citizen(n)))));
        await().until(() -> collector.waiting() == 89);
        answers.release(1000);

        for (Future<BoxAnswer> one : asked) {
            assertThat(one.get()).isEqualTo(REFUSED);
        }
        assertThat(lists).hasSize(1 + 21);
    }

    @Test void a_fault_reaches_those_of_its_list_and_the_next_are_asked_about() throws Exception {
        QuestionCollector collector = collector(200, question -> {
            if (question.about().contains(citizen(0))) {
                throw new IllegalStateException("broken");
            }
            return allYes(question);
        });
        Future<BoxAnswer> first = workers.submit(() -> collector.ask(citizen(0)));
        await().until(() -> lists.size() == 1);
        Future<BoxAnswer> second = workers.submit(() -> collector.ask(citizen(1)));
        answers.release(10);

        assertThatThrownBy(first::get).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(second.get()).isEqualTo(YES);
    }

    private ListAnswer allYes(BoxQuestion question) {
        return new ListAnswer.Heard(question.about().stream().collect(Collectors.toMap(Function.identity(), one -> YES)));
    }

    private QuestionCollector collector(int most, Function<BoxQuestion, ListAnswer> service) {
        return new QuestionCollector(RecipientKind.CITIZEN, question -> {
            lists.add(question.about());
            answers.acquireUninterruptibly();
            return service.apply(question);
        }, most);
    }

    /** Numbered test citizens. */
    static Recipient citizen(int number) {
        int nine = 906101001 + number;
        return new Recipient.Citizen(new Insz("%09d%02d".formatted(nine, 97 - nine % 97)));
    }
}
