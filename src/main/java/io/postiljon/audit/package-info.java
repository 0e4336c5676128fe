/**
 * The evidence: who did what, when, with which outcome, about whom, for which purpose. One row for each change of state and each
 * refusal, written in the transaction that it proves, and kept ten years.
 *
 * <p>Way in: {@link io.postiljon.audit.AuditLog}; what agencies hear of it: {@link io.postiljon.audit.StatusEvents}; what it
 * holds of a person: {@link io.postiljon.audit.PersonRecords}. Traffic lines
 * ({@link io.postiljon.audit.TrafficLog}) are copies for incident
 * analysis and may be lost; evidence may not.
 *
 * <p>Must never: open a transaction for evidence, change or remove a row (the login cannot), or hold a person's number in clear.
 */
package io.postiljon.audit;
