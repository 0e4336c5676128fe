package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All agreements at one moment, with their indexes. Never changes. */
record AgreementSnapshot(SortedMap<AgencyCode, AgencyAccess> agencies, Map<String, Agreement> byTls, List<Agreement> all) {
    static AgreementSnapshot of(SortedMap<AgencyCode, AgencyAccess> agencies) {
        var byTls = new HashMap<String, Agreement>();
        for (AgencyAccess access : agencies.values()) {
            access.agreement().tlsThumbprints().forEach(thumbprint -> byTls.put(thumbprint, access.agreement()));
        }
        return new AgreementSnapshot(Collections.unmodifiableSortedMap(new TreeMap<>(agencies)), Map.copyOf(byTls),
                agencies.values().stream().map(AgencyAccess::agreement).toList());
    }
}
