package io.postiljon.ebox;

import io.postiljon.crypto.Pseudonyms;
import io.postiljon.sending.BoxAnswer;
import io.postiljon.sending.Recipient;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers for a short time who can be reached, under a keyed pseudonym, in memory only. A "no" is not remembered: it leads to
 * paper, and an old answer alone may not do that. Safe for many threads.
 */
public class BoxAnswers {
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final Duration maxAge;
    private final Map<String, BoxAnswer.Reachable> answers;

    BoxAnswers(Pseudonyms pseudonyms, Clock clock, Duration maxAge, int size) {
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.maxAge = maxAge;
        this.answers = new LinkedHashMap<>() {
            @Override protected boolean removeEldestEntry(Map.Entry<String, BoxAnswer.Reachable> eldest) {
                return size() > size;
            }
        };
    }

    /** What is remembered, or {@link BoxAnswer.NotAsked}. */
    public BoxAnswer remembered(Recipient recipient) {
        String name = name(recipient);
        synchronized (answers) {
            BoxAnswer.Reachable known = answers.get(name);
            if (known == null) {
                return new BoxAnswer.NotAsked();
            }
            if (known.askedAt().plus(maxAge).isBefore(clock.instant())) {
                answers.remove(name);
                return new BoxAnswer.NotAsked();
            }
            return known;
        }
    }

    /** @return the answer, for the next step of the route */
    public BoxAnswer remember(Recipient recipient, BoxAnswer answer) {
        String name = name(recipient);
        synchronized (answers) {
            answers.remove(name);
            if (answer instanceof BoxAnswer.Reachable yes) {
                answers.put(name, yes);
            }
        }
        return answer;
    }

    private String name(Recipient recipient) {
        return Base64.getEncoder().encodeToString(pseudonyms.tag("ebox-answers", "gateway", recipient.pseudonymInput()));
    }
}
