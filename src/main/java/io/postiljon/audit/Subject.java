package io.postiljon.audit;

import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.Recipient;
import java.util.Optional;

/** About whom a record is. */
sealed interface Subject {
    /** Found again by the keyed pseudonym of the number. */
    record Numbered(Recipient recipient) implements Subject {}

    /** Known by an address only: the name is sealed, and found by opening the records of an agency. */
    record Addressee(String name) implements Subject {
        @Override public String toString() {
            return "Addressee[***]";
        }
    }

    static Optional<Subject> of(MessageContent content) {
        return content.recipient().<Subject>map(Numbered::new)
                .or(() -> content.paper().map(PaperWishes::recipient).map(Subject::nameOn).map(Addressee::new));
    }

    /** What is sealed: the number or the name, each with its kind in front. */
    default String personalPart() {
        return switch (this) {
            case Numbered numbered -> numbered.recipient().pseudonymInput();
            case Addressee addressee -> "name:" + addressee.name();
        };
    }

    private static String nameOn(PostalAddress address) {
        return address.name().or(address::organisation).orElseThrow();
    }
}
