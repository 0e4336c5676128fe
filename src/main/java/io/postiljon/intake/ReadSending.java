package io.postiljon.intake;

/** A sending whose JSON is right in form. */
public record ReadSending(ReceivedSending received, MessageToPublish message) {}
