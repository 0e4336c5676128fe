/**
 * Whom certificates of agencies come from and whether they are revoked: the trusted authorities, the answers of their OCSP responders
 * and revocation lists, and from both the standing of each certificate that an agreement names.
 *
 * <p>Way in: {@link io.postiljon.trust.TrustedAuthorities} (for TLS), {@link io.postiljon.trust.CertificateWatch} (for
 * {@code routes/trust.camel.yaml}); everybody else asks {@link io.postiljon.access.CertificateStanding}.
 *
 * <p>Must never: take a missing, old or odd answer for a good one, call an address that a certificate names and nobody configured, ask
 * about a certificate that no agreement names, or let the JDK fetch anything.
 */
package io.postiljon.trust;
