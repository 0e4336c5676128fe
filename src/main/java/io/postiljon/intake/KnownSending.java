package io.postiljon.intake;

/** A sending as far as its check came: what a record of its refusal can say. What it claims is recorded once its signature holds. */
public sealed interface KnownSending permits ReceivedSending, SignedSending {
    ReceivedSending received();
}
