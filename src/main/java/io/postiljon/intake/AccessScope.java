package io.postiljon.intake;

import java.util.Optional;

/** What an access token may be for. Each call of the API needs one scope; a call that has none here is no call that a token allows. */
enum AccessScope {
    SEND("magda.documents.send"), READ("magda.documents.read"), DOSSIERS("magda.dossiers"), WEBHOOKS("magda.webhooks");

    private static final String API = "/api/";
    private static final String V1 = "/api/v1/";

    private final String word;

    AccessScope(String word) {
        this.word = word;
    }

    /** As tokens have it. */
    String word() {
        return word;
    }

    /** Whether the address is one of the API that a token may be asked for. Contract and health are anybody's. */
    static boolean guards(String pattern) {
        return pattern.startsWith(API) && !pattern.startsWith(V1 + "doc/") && !pattern.equals(V1 + "health");
    }

    /**
     * The scope of one call.
     *
     * @param pattern as the controller has it, such as {@code /api/v1/messages/{messageId}}; never what the caller wrote
     */
    static Optional<AccessScope> of(String method, String pattern) {
        if (pattern.startsWith(V1 + "dossiers") || pattern.startsWith(V1 + "guests")) {
            return Optional.of(DOSSIERS);
        }
        return switch (method) {
            case "GET", "HEAD" -> reads(pattern) ? Optional.of(READ) : Optional.empty();
            case "POST" -> posted(pattern);
            default -> Optional.empty();
        };
    }

    private static boolean reads(String pattern) {
        return pattern.startsWith(V1 + "messages") || pattern.equals(V1 + "events") || pattern.startsWith(V1 + "statements")
                || pattern.startsWith(V1 + "refData/") || pattern.startsWith(V1 + "webhookEndpoints");
    }

    private static Optional<AccessScope> posted(String pattern) {
        if (pattern.startsWith(V1 + "webhookEndpoints/")) {
            return Optional.of(WEBHOOKS);
        }
        if (pattern.equals(V1 + "messages/query")) {
            return Optional.of(READ);
        }
        boolean sends = pattern.equals(V1 + "messages") || pattern.equals(V1 + "messages/validate")
                || pattern.startsWith(V1 + "messages/{") && pattern.endsWith("/cancel");
        return sends ? Optional.of(SEND) : Optional.empty();
    }
}
