package io.postiljon.tracking;

/** The agreement of the agency has no such address, or there is no such delivery to it. */
public final class UnknownWebhook extends UnknownMessage {}
