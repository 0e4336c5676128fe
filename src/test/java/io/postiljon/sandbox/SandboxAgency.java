package io.postiljon.sandbox;

import io.postiljon.sandbox.parts.KeyKind;
import java.util.List;

/** One of the five agencies of the sandbox, before it has keys. Numbers are examples, no real organisation's. */
record SandboxAgency(String code, String name, String kbo, String ovo, String mode, KeyKind keyKind, List<String> services,
        List<String> dataCategories, List<String> purposes) {

    /** Who asks the recipients of its letters to log in. */
    static final String ASKS_LOGIN = "rechtbank";
    static final String SENDER_APPLICATION = "sim:documentendienst";
    static final String CITIZEN_TYPE = "SIM-BRIEF";
    static final String ENTERPRISE_TYPE = "SIM-BRIEF-ONDERNEMING";

    /** The first has all services; the second no enterprises and one category; the third only paper, and its originals are behind a login; the fourth rehearses; the fifth is in trial. */
    static final List<SandboxAgency> ALL = List.of(
            new SandboxAgency("belastingen", "Agentschap Voorbeeldbelastingen", "0999990024", "OVO999001", "live", KeyKind.ES256,
                    List.of("EBOX_CITIZEN", "EBOX_ENTERPRISE", "PRINT", "ONLINE"),
                    List.of("tax-assessment", "payment-reminder"), List.of("levy-of-taxes")),
            new SandboxAgency("vergunningen", "Dienst Voorbeeldvergunningen", "0999990123", "OVO999002", "live", KeyKind.PS256,
                    List.of("EBOX_CITIZEN", "PRINT"), List.of("building-permit"), List.of("spatial-planning")),
            new SandboxAgency("rechtbank", "Griffie Voorbeeldrechtbank", "0999992497", "OVO999003", "live", KeyKind.EdDSA,
                    List.of("PRINT"), List.of("court-summons"), List.of("administration-of-justice")),
            new SandboxAgency("oefenen", "Gemeente Voorbeelddorp (oefening)", "1000000021", "OVO999004", "rehearsal", KeyKind.ES256,
                    List.of("EBOX_CITIZEN", "EBOX_ENTERPRISE", "PRINT"), List.of("tax-assessment"), List.of("levy-of-taxes")),
            new SandboxAgency("proef", "Stad Voorbeeldstad (proef)", "0999990321", "OVO999005", "trial", KeyKind.ES256,
                    List.of("EBOX_CITIZEN", "EBOX_ENTERPRISE", "PRINT"), List.of("tax-assessment"), List.of("levy-of-taxes")));

    /** Beside the five: its agreement asks access tokens, so that a client which knows nothing of them never meets it. It has no SFTP account. */
    static final SandboxAgency WITH_TOKENS = new SandboxAgency("welzijn", "Agentschap Voorbeeldwelzijn", "0999990420", "OVO999006", "live", KeyKind.ES256,
            List.of("EBOX_CITIZEN", "PRINT"), List.of("allowance-decision"), List.of("granting-of-allowances"));

    boolean asksTokens() {
        return this == WITH_TOKENS;
    }

    boolean isInTrial() {
        return mode.equals("trial");
    }

    boolean has(String service) {
        return services.contains(service);
    }
}
