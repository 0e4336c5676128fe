package io.postiljon.ebox;

import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.RecipientKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * At most one call at a time of one kind of question. Who comes while it is under way waits, and all who wait are asked about in
 * the next call: no waiting when idle, full lists under load (ADR 0011). Each call is made by one of those who wait. Safe for many
 * threads.
 */
final class QuestionCollector {
    /** For one list, halves of halves included: one wrong number among 1,000 is found with 21. */
    private static final int CALLS_OF_A_LIST = 21;

    private final RecipientKind kind;
    private final Function<BoxQuestion, ListAnswer> service;
    private final int most;
    private final Queue<Waiting> waiting = new ArrayDeque<>();      // both guarded by this
    private boolean underWay;

    /** @param turn the answer; or empty, when it is the waiting one's turn to make the call */
    private record Waiting(Recipient about, CompletableFuture<Optional<BoxAnswer>> turn) {}

    QuestionCollector(RecipientKind kind, Function<BoxQuestion, ListAnswer> service, int most) {
        this.kind = kind;
        this.service = service;
        this.most = most;
    }

    BoxAnswer ask(Recipient about) {
        Waiting mine = new Waiting(about, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(mine);
            if (!underWay) {
                underWay = true;
                mine.turn().complete(Optional.empty());
            }
        }
        return mine.turn().join().orElseGet(() -> askForAll(mine));
    }

    private BoxAnswer askForAll(Waiting caller) {
        List<Waiting> together = nextList();
        try {
            Map<Recipient, BoxAnswer> answers = answers(together.stream().map(Waiting::about).distinct().toList());
            together.forEach(one -> one.turn().complete(Optional.of(answers.get(one.about()))));
            return answers.get(caller.about());
        } catch (RuntimeException | Error fault) {
            together.forEach(one -> one.turn().completeExceptionally(fault));
            throw fault;
        } finally {
            passOn();
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** The caller is its first. */
    private synchronized List<Waiting> nextList() {
        List<Waiting> next = new ArrayList<>();
        while (next.size() < most && !waiting.isEmpty()) {
            next.add(waiting.remove());
        }
        return next;
    }

    private synchronized void passOn() {
        if (waiting.isEmpty()) {
            underWay = false;
        } else {
            waiting.element().turn().complete(Optional.empty());
        }
    }

    /** A list that is refused is asked again in halves, so that one number that the service does not like hurts nobody else. */
    private Map<Recipient, BoxAnswer> answers(List<Recipient> about) {
        Map<Recipient, BoxAnswer> answers = new HashMap<>();
        Deque<List<Recipient>> lists = new ArrayDeque<>(List.of(about));
        int calls = 0;
        while (!lists.isEmpty()) {
            List<Recipient> list = lists.remove();
            calls++;
            boolean halvesFit = list.size() > 1 && calls + lists.size() + 2 <= CALLS_OF_A_LIST;
            switch (service.apply(new BoxQuestion(kind, list))) {
                case ListAnswer.Heard heard -> answers.putAll(heard.answers());
                case ListAnswer.NotHeard none when none.blamesTheList() && halvesFit -> {
                    lists.add(list.subList(0, list.size() / 2));
                    lists.add(list.subList(list.size() / 2, list.size()));
                }
                case ListAnswer.NotHeard none -> list.forEach(one -> answers.put(one, none.why()));
            }
        }
        return answers;
    }
}
