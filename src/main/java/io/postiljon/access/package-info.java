/**
 * Who may do what: the agreements of the agencies, their certificates, and the rights of one sending.
 *
 * <p>Way in: {@link io.postiljon.access.AgreementFiles} (the agreements in force), {@link io.postiljon.access.SigningCertificates}
 * {@link io.postiljon.access.SendingRights} at acceptance, {@link io.postiljon.access.StandingRight} just before delivery, and
 * {@link io.postiljon.access.CertificateStanding}, which package {@code trust} answers.
 *
 * <p>Must never: say yes because a rule is missing or an answer did not come, put a wrong agreement in the place of a good one,
 * compute a digest itself, or see a private key.
 */
package io.postiljon.access;
