package io.postiljon.access;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** What identifies an agency identifies only one: certificates, organisation code, SFTP user and keys, clients of the authorisation server. */
final class SharedIdentities {
    private SharedIdentities() {}

    /** Two agencies that both have the same of something. */
    record Shared(AgencyCode one, AgencyCode other, String pointer, String what) {
        AgreementProblem problemOf(AgencyCode code) {
            AgencyCode them = code.equals(one) ? other : one;
            return new AgreementProblem(code + ".yaml", 0, pointer,
                    what + " is also that of agency " + them + "; it can belong to one agency only");
        }
    }

    static List<Shared> in(SortedMap<AgencyCode, AgencyAccess> agencies) {
        var shared = new ArrayList<Shared>();
        var owners = new HashMap<String, AgencyCode>();
        agencies.forEach((code, access) -> identities(access.agreement()).forEach((identity, pointer) -> {
            AgencyCode owner = owners.putIfAbsent(identity, code);
            if (owner != null) {
                shared.add(new Shared(owner, code, pointer, identity.substring(0, identity.indexOf('\n'))));
            }
        }));
        return shared;
    }

    /** Kind and value of each identity, with the member where it stands. */
    private static Map<String, String> identities(Agreement agreement) {
        var identities = new HashMap<String, String>();
        identities.put("the organisation (OVO code, else KBO number)\n" + agreement.organisationCode(), "/organisation");
        var thumbprints = new TreeSet<>(agreement.tlsThumbprints());
        thumbprints.addAll(agreement.signingThumbprints());
        thumbprints.forEach(thumbprint -> identities.put("a certificate\n" + thumbprint, "/certificates"));
        agreement.sftp().ifPresent(sftp -> {
            identities.put("the SFTP user\n" + sftp.user(), "/sftp/user");
            sftp.keys().forEach(key -> identities.put("an SFTP key\n" + key, "/sftp/keys"));
        });
        agreement.accessToken().ifPresent(token -> token.clients()
                .forEach(client -> identities.put("a client of the authorisation server\n" + client, "/accessToken/clients")));
        return identities;
    }
}
