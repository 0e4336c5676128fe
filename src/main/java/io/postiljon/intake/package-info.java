/**
 * The entrances: reads what an agency sends, judges it in stages, and accepts it once or refuses it with reasons.
 *
 * <p>Way in: {@link io.postiljon.intake.Callers} says at each call whose connection it is, {@link io.postiljon.intake.TokenGate} asks the access
 * token where an agreement wants one, {@link io.postiljon.intake.UploadGate} keeps the quota.
 * Then {@link io.postiljon.intake.MessagesController} for HTTPS; the route {@code intake-check-sending} for both entrances, with a {@link io.postiljon.intake.ReceivedSending}. Refusals leave as a {@link io.postiljon.intake.Refusal}, whose words stand in one
 * bundle and whose codes stand in {@link io.postiljon.intake.Fault}.
 *
 * <p>Must never: hold a document in memory, echo an identifier, or answer "accepted" before the commit.
 */
package io.postiljon.intake;
