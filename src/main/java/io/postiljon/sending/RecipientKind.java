package io.postiljon.sending;

/** Category of the person a sending is about, for the register and the audit. {@code ADDRESSEE}: only a postal address is known. */
public enum RecipientKind {
    CITIZEN, ORGANISATION, ADDRESSEE
}
