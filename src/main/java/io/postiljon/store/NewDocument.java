package io.postiljon.store;

import io.postiljon.sending.Attachment;

/** A document of a sending about to be accepted: how the message describes it, and its sealed bytes. */
public record NewDocument(Attachment attachment, SealedObject object) {}
