package io.postiljon.sending;

/**
 * The agency's own reference of a sending: 1 to 64 printable characters, unique per agency for ever. It may name a person
 * (agencies choose it), so it is never logged.
 */
public record MessageReference(String value) {
    public MessageReference {
        ReferenceText.require("a messageReference", value);
    }

    @Override public String toString() {
        return "MessageReference[***]";
    }
}
