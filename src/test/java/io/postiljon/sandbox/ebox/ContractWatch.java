package io.postiljon.sandbox.ebox;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds each call and each answer against the contract. A call that breaks it is refused and noted; an answer that does is a fault
 * of the simulator: it becomes a 500, and whoever closes the simulator is told. Safe for many threads.
 */
final class ContractWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ContractWatch.class);
    private static final int MOST = 100;

    private final List<String> brokenCalls = new ArrayList<>();
    private final List<String> brokenAnswers = new ArrayList<>();

    /** Refuses a call whose headers or query are not those of its operation. */
    static void require(Call call) {
        refuse(Contract.operation(call.method(), call.path()).map(operation -> operation.faultsIn(call)).orElse(List.of()));
    }

    static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new CallRefused(CallError.schema(String.join(", ", faults)));
        }
    }

    /** Notes what the caller did wrong, for a test of that caller. */
    void noteRefusal(Call call, CallError error) {
        if (error.message().startsWith(CallError.SCHEMA)) {
            note(brokenCalls, call.method() + " " + call.path() + ": " + error.message());
        }
    }

    /** The answer, or a 500 in its place when it is not one of the contract. What is faulty on purpose goes as it is. */
    Reply judged(String method, String path, Reply reply, ErrorBodies errors) {
        return switch (reply) {
            case Reply.Answer answer -> judgedAnswer(method, path, answer, errors);
            case Reply.OnPurpose faulty -> faulty.reply();
            case Reply.Endless endless -> endless;
            case Reply.HangUp hangUp -> hangUp;
        };
    }

    private Reply.Answer judgedAnswer(String method, String path, Reply.Answer answer, ErrorBodies errors) {
        List<String> faults = Contract.operation(method, path).map(operation -> operation.faultsIn(answer))
                .orElse(answer.status() == 404 || answer.status() == 405 ? List.of() : List.of("an answer to what is no operation"));
        if (faults.isEmpty()) {
            return answer;
        }
        String told = method + " " + path + ": " + answer.status() + " " + String.join(", ", faults);
        LOG.error("the eBox simulator breaks its contract: {}", told);
        note(brokenAnswers, told);
        return errors.of(CallError.internal());
    }

    private synchronized void note(List<String> list, String what) {
        if (list.size() < MOST) {
            list.add(what);
        }
    }

    synchronized List<String> brokenCalls() {
        return List.copyOf(brokenCalls);
    }

    synchronized List<String> brokenAnswers() {
        return List.copyOf(brokenAnswers);
    }
}
