/**
 * The domain: what a sending is, to whom it goes, which channel it can take, and in which states it can be.
 *
 * <p>Way in: {@link io.postiljon.sending.MessageContent} (what an agency asks) and {@link io.postiljon.sending.SendingState}
 * (where it stands). Ports that outer rings share ({@link io.postiljon.sending.Agreements}, {@link io.postiljon.sending.Dossiers})
 * are interfaces here.
 *
 * <p>Must never: know Spring, Camel, JDBC, JSON or a key. Values cannot exist in a wrong state, and no {@code toString()}
 * shows personal data.
 */
package io.postiljon.sending;
