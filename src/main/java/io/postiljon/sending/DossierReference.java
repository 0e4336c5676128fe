package io.postiljon.sending;

/** The agency's reference of a dossier: 1 to 64 printable characters. Never logged, as it may name a person. */
public record DossierReference(String value) {
    public DossierReference {
        ReferenceText.require("a dossierReference", value);
    }

    @Override public String toString() {
        return "DossierReference[***]";
    }
}
