package io.postiljon.sandbox.ebox;

import java.util.Set;

/** The exact scope strings of the e-Box pages. */
public final class Scopes {
    /** Publish for the own organisation. */
    public static final String PUBLISH =
            "scope:document:management:consult:ws-eboxrestentreprise:publicationsender";
    /** Publish for another organisation under a mandate. */
    public static final String PUBLISH_FOR_ANOTHER =
            "scope:document:management:consult:ws-eboxrestentreprise:eboxrepresentativepublication";
    /** The second spelling of {@link #PUBLISH_FOR_ANOTHER} on the same page of the documentation. */
    public static final String PUBLISH_FOR_ANOTHER_SHORT =
            "scope:document:management:ws-eboxrestentreprise:eboxrepresentativepublication";
    /** Preferences of enterprises and consents of citizens. */
    public static final String PREFERENCES = "scope:documentmanagement:ebox:enterprise:federation-rest:preference";
    /** List of document providers. */
    public static final String REGISTRY = "scope:documentmanagement:ebox:enterprise:federation-rest:registry";

    static final Set<String> OF_A_SENDER = Set.of(PUBLISH, PUBLISH_FOR_ANOTHER, PUBLISH_FOR_ANOTHER_SHORT, PREFERENCES);
    static final Set<String> ANY_PUBLICATION = Set.of(PUBLISH, PUBLISH_FOR_ANOTHER, PUBLISH_FOR_ANOTHER_SHORT);
    static final Set<String> REPRESENTATIVE = Set.of(PUBLISH_FOR_ANOTHER, PUBLISH_FOR_ANOTHER_SHORT);

    private Scopes() {}
}
