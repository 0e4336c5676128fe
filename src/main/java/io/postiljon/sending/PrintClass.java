package io.postiljon.sending;

/**
 * What pieces of one batch have in common: the printer handles a batch as a whole. Colour, envelope and country do not differ yet
 * (mono, chosen by the printer, Belgium).
 */
public record PrintClass(PaperWishes.Priority priority, Handling handling, Sides sides) {
    /** {@code REGISTERED_WITH_RECEIPT}: the acknowledgement goes to the return address. */
    public enum Handling { ORDINARY, REGISTERED, REGISTERED_WITH_RECEIPT }

    public enum Sides { SIMPLEX, DUPLEX }

    /** As stored: {@code PRIOR.REGISTERED.DUPLEX}. */
    public String code() {
        return priority + "." + handling + "." + sides;
    }

    public static PrintClass parse(String code) {
        String[] parts = code.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a print class has three parts");
        }
        return new PrintClass(PaperWishes.Priority.valueOf(parts[0]), Handling.valueOf(parts[1]), Sides.valueOf(parts[2]));
    }
}
