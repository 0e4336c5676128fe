/**
 * What an agency sees of its sendings: the status in the one list of words, the channel and why, lists and searches, and every change
 * as an event, by asking, by webhook or as a file. And the one thing it can still do: cancel.
 *
 * <p>Way in: {@code GET /api/v1/messages/{messageId}} ({@link io.postiljon.tracking.MessageStatusController}), the controllers beside it, and
 * {@code routes/tracking-*.camel.yaml}, which call agencies and lay files down.
 *
 * <p>Must never: show a sending to another agency, or tell that it exists; put personal data in an event; call an address that stands in no
 * agreement.
 */
package io.postiljon.tracking;
