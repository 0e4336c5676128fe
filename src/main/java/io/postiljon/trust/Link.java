package io.postiljon.trust;

import java.security.cert.X509Certificate;

/** A certificate and the one that made it: who makes also says what is revoked. The source is that of the authority above both. */
record Link(X509Certificate certificate, X509Certificate issuer, RevocationSource source) {}
