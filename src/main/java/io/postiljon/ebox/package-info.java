/**
 * The adapter of the Belgian e-Box: asks who can be reached, publishes messages, judges what came of it, and asks
 * whether they were read.
 *
 * <p>Way in: the routes in {@code routes/ebox.camel.yaml}, where every call stands. The beans here prepare a call and judge its
 * answer: {@link io.postiljon.ebox.Publications} takes a sending and records the outcome, {@link io.postiljon.ebox.PublicationJudge}
 * reads an answer, {@link io.postiljon.ebox.ReadStatuses} follows messages after publication, {@link io.postiljon.ebox.Rehearsal} answers for agreements in rehearsal.
 *
 * <p>Must never: open a connection, send a member of the message that e-Box does not know, repeat a publication under another key,
 * choose paper, or put a number of a person in an address, a log or an exception.
 */
package io.postiljon.ebox;
