package io.postiljon.sandbox.ebox;

/** Which of the two documented error bodies the simulator gives. */
public enum ErrorShape {
    /** {@code StatusMessage} for a 400, {@code application/problem+json} for everything else. */
    BY_STATUS,
    /** {@code {code, id, message}} everywhere. */
    STATUS_MESSAGE,
    /** {@code application/problem+json} everywhere. */
    PROBLEM
}
