package io.postiljon.sandbox.ebox;

import java.util.Optional;

/** What can be made to go wrong. All but {@link #DOWN} hit the publication, after the token was found
 * good, unless the order names another service ({@link Where}). */
public enum Fault {
    /** Every service hangs up before TLS, and at the next request of an open connection. */
    DOWN("down", Moment.AT_THE_DOOR),
    /** The message is taken at once, the answer comes late. */
    DELAY("delay", Moment.AFTER_COMMIT),
    /** The whole request is read, nothing is kept, the connection ends without an answer. */
    RESET_BEFORE_COMMIT("reset-before-commit", Moment.BEFORE_COMMIT),
    /** The message is kept, the connection ends without an answer. */
    RESET_AFTER_COMMIT("reset-after-commit", Moment.AFTER_COMMIT),
    /** Quota exceeded, with {@code Retry-After}; nothing is kept. */
    TOO_MANY_REQUESTS("429", Moment.BEFORE_COMMIT),
    /** The token lacks a scope; nothing is kept. */
    FORBIDDEN("403", Moment.BEFORE_COMMIT),
    /** Nothing is kept. */
    INTERNAL_ERROR("500", Moment.BEFORE_COMMIT),
    /** With {@code Retry-After}; nothing is kept. */
    UNAVAILABLE("503", Moment.BEFORE_COMMIT),
    /** The message is kept, the answer is a 201 that is not JSON. */
    WRONG_BODY("wrong-body", Moment.AFTER_COMMIT),
    /** The message is kept, the answer is a 201 whose body never ends. */
    ENDLESS_BODY("endless-body", Moment.AFTER_COMMIT),
    /** The message is kept, the answer is 200 and not 201. */
    STATUS_200("200", Moment.AFTER_COMMIT),
    /** The message is kept, the answer is 202, which the contract does not have. */
    STATUS_202("202", Moment.AFTER_COMMIT),
    /** The message is kept, the answer comes from a gateway in front that lost patience. */
    GATEWAY_TIMEOUT("504", Moment.AFTER_COMMIT),
    /** 302 to another address of this host, which must never be called; nothing is kept. */
    REDIRECT("redirect", Moment.BEFORE_COMMIT);

    enum Moment { AT_THE_DOOR, BEFORE_COMMIT, AFTER_COMMIT }

    private final String wireName;
    private final Moment moment;

    Fault(String wireName, Moment moment) {
        this.wireName = wireName;
        this.moment = moment;
    }

    String wireName() {
        return wireName;
    }

    Moment moment() {
        return moment;
    }

    static Optional<Fault> of(String wireName) {
        for (Fault fault : values()) {
            if (fault.wireName.equals(wireName)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
