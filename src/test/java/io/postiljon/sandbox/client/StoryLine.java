package io.postiljon.sandbox.client;

import java.time.Duration;

/**
 * What became of one sample sending. No reference, number or name of a recipient.
 *
 * @param entrance      as people call it: HTTPS, SFTP
 * @param recipientKind citizen, organisation, paper, with the behaviour when it matters
 * @param expected      status word, or name of the refusal, that should come
 * @param happened      the one that came
 * @param time          from handing in to the outcome
 */
public record StoryLine(String entrance, String recipientKind, String expected, String happened, Duration time) {
    public boolean asExpected() {
        return expected.equals(happened);
    }
}
