package io.postiljon.trust;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of authorities. A certificate in it whose maker is in it too is an intermediate, which counts only below that maker; any
 * other is trusted by itself.
 *
 * @param name of the file, without its ending
 */
record Authority(String name, List<X509Certificate> anchors, List<X509Certificate> intermediates, RevocationSource source) {
    static Authority of(String name, List<X509Certificate> certificates, RevocationSource source) {
        List<X509Certificate> anchors = new ArrayList<>();
        List<X509Certificate> intermediates = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            boolean isMadeByAnother = certificates.stream().anyMatch(other -> !other.equals(certificate) && made(other, certificate));
            (isMadeByAnother && !made(certificate, certificate) ? intermediates : anchors).add(certificate);
        }
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("the file holds no authority in PEM form");
        }
        return new Authority(name, List.copyOf(anchors), List.copyOf(intermediates), source);
    }

    private static boolean made(X509Certificate maker, X509Certificate certificate) {
        if (!maker.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(maker.getPublicKey());
            return true;
        } catch (GeneralSecurityException not) {
            return false;
        }
    }
}
