/**
 * What an agency sees of its sendings: the status in the one list of words, the channel and why, and the history.
 *
 * <p>Way in: {@code GET /api/v1/messages/{messageId}} ({@link io.postiljon.tracking.MessageStatusController}).
 *
 * <p>Must never: show a sending to another agency, or tell that it exists.
 */
package io.postiljon.tracking;
