package io.postiljon.trust;

import java.net.URI;
import java.util.List;

/**
 * One call to an authority.
 *
 * @param links that the answer says something about: one for OCSP, all of one issuer for a list
 */
record RevocationQuestion(RevocationSource.Kind kind, URI address, List<Link> links) {
    RevocationQuestion {
        links = List.copyOf(links);
    }

    /** Of this issuer's answers all come from one place. */
    @Override public String toString() {
        return kind + " at " + address.getHost() + " about " + links.size();
    }
}
