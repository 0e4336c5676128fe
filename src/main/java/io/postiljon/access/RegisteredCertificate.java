package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import java.security.cert.X509Certificate;

/** A certificate that an agreement in force names, for TLS, for signatures or for both. */
public record RegisteredCertificate(AgencyCode agency, X509Certificate certificate, String thumbprint) {}
