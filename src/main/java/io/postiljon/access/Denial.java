package io.postiljon.access;

/** Why an agency may not send this. */
public enum Denial {
    AGENCY_TERMINATED("agency-terminated"),
    SERVICE_NOT_ENABLED("service-not-enabled"),
    CATEGORY_NOT_AUTHORISED("category-not-authorised"),
    PURPOSE_NOT_AUTHORISED("purpose-not-authorised"),
    DOSSIER_NOT_ACTIVE("dossier-not-active"),
    NOT_A_GUEST("not-a-guest");

    private final String slug;

    Denial(String slug) {
        this.slug = slug;
    }

    /** The name of the problem that callers see. */
    public String slug() {
        return slug;
    }
}
