package io.postiljon.sandbox.ebox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The two kinds of box, with the word that e-Box uses on the wire. */
public enum RecipientType {
    CITIZEN("citizen", "ssin"),
    ENTERPRISE("enterprise", "enterpriseNumber");

    private final String wireName;
    private final String numberMember;

    RecipientType(String wireName, String numberMember) {
        this.wireName = wireName;
        this.numberMember = numberMember;
    }

    String wireName() {
        return wireName;
    }

    String numberIn(JsonNode eboxOwner) {
        return eboxOwner.path(numberMember).asText();
    }

    static Optional<RecipientType> of(String wireName) {
        for (RecipientType type : values()) {
            if (type.wireName.equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
