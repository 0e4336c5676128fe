package io.postiljon.sending;

/**
 * What pieces of one batch have in common: the printer handles a batch as a whole. Colour and envelope do not differ yet (mono, chosen
 * by the printer).
 */
public record PrintClass(PaperWishes.Priority priority, Handling handling, Sides sides, Reach reach) {
    /** {@code REGISTERED_WITH_RECEIPT}: the acknowledgement goes to the return address. */
    public enum Handling { ORDINARY, REGISTERED, REGISTERED_WITH_RECEIPT }

    public enum Sides { SIMPLEX, DUPLEX }

    /** {@code INTERNATIONAL}: the address is not in Belgium, and the post wants such letters apart. */
    public enum Reach { DOMESTIC, INTERNATIONAL }

    /** Within Belgium. */
    public PrintClass(PaperWishes.Priority priority, Handling handling, Sides sides) {
        this(priority, handling, sides, Reach.DOMESTIC);
    }

    /** As stored: {@code PRIOR.REGISTERED.DUPLEX}; letters abroad have a fourth part. */
    public String code() {
        return priority + "." + handling + "." + sides + (reach == Reach.DOMESTIC ? "" : "." + reach);
    }

    public static PrintClass parse(String code) {
        String[] parts = code.split("\\.", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException("a print class has three or four parts");
        }
        return new PrintClass(PaperWishes.Priority.valueOf(parts[0]), Handling.valueOf(parts[1]), Sides.valueOf(parts[2]),
                parts.length == 3 ? Reach.DOMESTIC : Reach.valueOf(parts[3]));
    }
}
