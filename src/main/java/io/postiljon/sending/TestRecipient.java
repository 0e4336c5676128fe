package io.postiljon.sending;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers that an agency can send to while it builds its program, each with what always becomes of it. One list: the gateway plays
 * it in rehearsal, the simulators of the sandbox follow it, and {@code docs/api.md} shows it.
 *
 * <p>Citizens have a month part of 61 to 72 and are nobody's. Organisations have the numbers of the e-Box's own examples. A letter on
 * paper goes by the recipient's number too, or by the word ({@link #addressWord()}) in a line of its address: the printer knows no numbers.
 */
public enum TestRecipient {
    CONSENTED(citizen("90610199729"), Box.HAS, Printer.TAKES),
    NO_CONSENT(citizen("90610199828"), Box.NONE, Printer.TAKES),
    NEVER_OPENS(citizen("90621599704"), Box.NEVER_OPENED, Printer.TAKES),
    FREE(citizen("90630799757"), Box.HAS, Printer.TAKES),
    ALSO_FREE(citizen("90642099861"), Box.HAS, Printer.TAKES),
    ANSWER_LOST(citizen("90650199757"), Box.LOSES_ANSWER, Printer.TAKES),
    DOSSIER_ENDS(citizen("90660199764"), Box.RIGHT_ENDS, Printer.RIGHT_ENDS),
    PRINTER_REFUSES(citizen("90670199771"), Box.NONE, Printer.REFUSES),

    COMPANY(organisation("0999990024"), Box.HAS, Printer.TAKES),
    ASSOCIATION(organisation("0999990123"), Box.HAS, Printer.TAKES),
    COMPANY_THAT_NEVER_OPENS(organisation("1000000021"), Box.NEVER_OPENED, Printer.TAKES),
    COMPANY_WITHOUT_BOX(organisation("0999992497"), Box.NONE, Printer.TAKES),
    COMPANY_STRUCK_OFF(organisation("1999990045"), Box.NOT_A_COMPANY, Printer.TAKES),

    READS(citizen("90680199778"), Box.READS, Printer.TAKES),
    LETS_EXPIRE(citizen("90690199785"), Box.LETS_EXPIRE, Printer.TAKES),
    POSTED(citizen("90700199792"), Status.HANDED_TO_POST),
    SIGNED_FOR(citizen("90700199891"), Status.DELIVERED),
    SAYS_NO(citizen("90710199702"), Status.REFUSED),
    STAYS_AWAY(citizen("90710199801"), Status.NOT_COLLECTED),
    LOST_ON_THE_WAY(citizen("90720199709"), Status.LOST),
    BACK_MOVED(citizen("90710190101"), ReturnReason.MOVED),
    BACK_UNKNOWN(citizen("90710190297"), ReturnReason.UNKNOWN),
    BACK_DECEASED(citizen("90710190396"), ReturnReason.DECEASED),
    BACK_REFUSED(citizen("90710190495"), ReturnReason.REFUSED),
    BACK_NOT_COLLECTED(citizen("90710190594"), ReturnReason.NOT_COLLECTED),
    BACK_INSUFFICIENT(citizen("90710190693"), ReturnReason.ADDRESS_INSUFFICIENT),
    BACK_NONEXISTENT(citizen("90710190792"), ReturnReason.ADDRESS_NONEXISTENT),
    BACK_ILLEGIBLE(citizen("90710190891"), ReturnReason.ADDRESS_ILLEGIBLE),
    BACK_NO_LETTERBOX(citizen("90710190990"), ReturnReason.NO_LETTERBOX),
    BACK_CEASED(citizen("90710191089"), ReturnReason.COMPANY_CEASED),
    BACK_OTHER(citizen("90710191188"), ReturnReason.OTHER);

    /** What the e-Box does, and the statuses that a sending to it passes after {@code SENDING}. */
    public enum Box {
        HAS(Status.PUBLISHED), READS(Status.PUBLISHED, Status.READ), LETS_EXPIRE(Status.PUBLISHED, Status.EXPIRED_UNREAD), NEVER_OPENED(Status.PUBLISHED_NEVER_OPENED), NONE(Status.FAILED), NOT_A_COMPANY(Status.FAILED),
        LOSES_ANSWER(Status.IN_DOUBT, Status.PUBLISHED), RIGHT_ENDS(Status.WITHHELD);

        private final List<Status> statuses;

        Box(Status... statuses) {
            this.statuses = List.of(statuses);
        }
    }

    /** What the print supplier does, and the status that a sending on paper comes to by it. */
    public enum Printer {
        TAKES(Status.AT_PRINTER), REFUSES(Status.FAILED), RIGHT_ENDS(Status.WITHHELD);

        private final Status status;

        Printer(Status status) {
            this.status = status;
        }
    }

    /** In a line of an address it makes the printer refuse the letter. */
    public static final String REFUSING_LINE = "WEIGER";
    private static final String WORD_START = "PROEF-";

    private static final Map<Recipient, TestRecipient> BY_NUMBER =
            Arrays.stream(values()).collect(Collectors.toMap(TestRecipient::recipient, Function.identity()));

    private final Recipient recipient;
    private final Box box;
    private final Printer printer;
    private final Optional<Status> byPost;
    private final Optional<ReturnReason> returnReason;

    TestRecipient(Recipient recipient, Box box, Printer printer) {
        this(recipient, box, printer, Optional.empty(), Optional.empty());
    }

    TestRecipient(Recipient recipient, Status byPost) {
        this(recipient, Box.NONE, Printer.TAKES, Optional.of(byPost), Optional.empty());
    }

    TestRecipient(Recipient recipient, ReturnReason reason) {
        this(recipient, Box.NONE, Printer.TAKES, Optional.of(Status.RETURNED), Optional.of(reason));
    }

    TestRecipient(Recipient recipient, Box box, Printer printer, Optional<Status> byPost, Optional<ReturnReason> returnReason) {
        this.recipient = recipient;
        this.box = box;
        this.printer = printer;
        this.byPost = byPost;
        this.returnReason = returnReason;
    }

    /** The test recipient with this number; a number of nobody in particular has a box and a letterbox. */
    public static Optional<TestRecipient> of(Recipient recipient) {
        return Optional.ofNullable(BY_NUMBER.get(recipient));
    }

    public static Box boxOf(Recipient recipient) {
        return of(recipient).map(TestRecipient::box).orElse(Box.HAS);
    }

    /** Who is meant on paper: by the number of the recipient, else by the address. */
    public static Optional<TestRecipient> onPaper(MessageContent content) {
        Stream<String> lines = content.paper().stream().map(PaperWishes::recipient)
                .flatMap(to -> Stream.of(to.name(), to.organisation(), to.dispatch()).flatMap(Optional::stream));
        return content.recipient().flatMap(TestRecipient::of).or(() -> byAddress(lines.toList()));
    }

    /** The one whose word stands in a line of an address. */
    public static Optional<TestRecipient> byAddress(List<String> lines) {
        return Arrays.stream(values()).filter(one -> one.addressWord().filter(word -> lines.stream().anyMatch(line -> line.contains(word))).isPresent())
                .findFirst();
    }

    public static Printer printerOf(MessageContent content) {
        return onPaper(content).map(TestRecipient::printer).orElse(Printer.TAKES);
    }

    /** The word that makes printer and post do the same to a letter whose recipient they know by address only. */
    public Optional<String> addressWord() {
        return switch (printer) {
            case REFUSES -> Optional.of(REFUSING_LINE);
            case TAKES -> byPost.map(end -> WORD_START + name().replace('_', '-'));
            case RIGHT_ENDS -> Optional.empty();
        };
    }

    public Recipient recipient() {
        return recipient;
    }

    public String number() {
        return switch (recipient) {
            case Recipient.Citizen citizen -> citizen.insz().digits();
            case Recipient.Organisation organisation -> organisation.kbo().digits();
        };
    }

    public Box box() {
        return box;
    }

    public Printer printer() {
        return printer;
    }

    /** Statuses that a sending for the eBox passes, the last one at the end. */
    public List<Status> byEbox() {
        return box.statuses;
    }

    /** Statuses that a sending on paper passes, the last one at the end. */
    public List<Status> onPaper() {
        return Stream.of(Stream.of(printer.status), byPost.stream().map(end -> Status.HANDED_TO_POST), byPost.stream()).flatMap(all -> all).distinct().toList();
    }

    /** How the post ends it, at once. Empty: an ordinary letter, which nobody hurries. */
    public Optional<Status> byPost() {
        return byPost;
    }

    public Optional<ReturnReason> returnReason() {
        return returnReason;
    }

    private static Recipient citizen(String insz) {
        return new Recipient.Citizen(new Insz(insz));
    }

    private static Recipient organisation(String kbo) {
        return new Recipient.Organisation(new KboNumber(kbo));
    }
}
