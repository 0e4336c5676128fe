package io.postiljon.sending;

/**
 * The words that agencies see: one list for API, events, SFTP answers and pages. Each word says to which group it belongs, whether
 * delivery is over, who has to act next, and what the event is called that tells of it. Its sentences stand in the bundle
 * {@code texts/statuses}.
 */
public enum Status {
    ACCEPTED(Group.UNDERWAY, Delivery.OPEN, NextActor.GATEWAY, "accepted"),
    SENDING(Group.UNDERWAY, Delivery.OPEN, NextActor.GATEWAY, "channelChosen"),
    PUBLISHED(Group.DELIVERED, Delivery.OVER, NextActor.RECIPIENT, "published"),
    PUBLISHED_NEVER_OPENED(Group.ACTION_NEEDED, Delivery.OPEN, NextActor.AGENCY, "publishedNeverOpened"),
    READ(Group.DELIVERED, Delivery.OVER, NextActor.NOBODY, "read"),
    EXPIRED_UNREAD(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "expiredUnread"),
    PRINT_QUEUED(Group.UNDERWAY, Delivery.OPEN, NextActor.GATEWAY, "printQueued"),
    AT_PRINTER(Group.UNDERWAY, Delivery.OPEN, NextActor.PRINTER, "takenByPrinter"),
    HANDED_TO_POST(Group.DELIVERED, Delivery.OVER, NextActor.POST, "handedToPost"),
    DELIVERED(Group.DELIVERED, Delivery.OVER, NextActor.NOBODY, "delivered"),
    REFUSED(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "refused"),
    NOT_COLLECTED(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "notCollected"),
    RETURNED(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "returned"),
    LOST(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "lost"),
    WITHHELD(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "withheld"),
    IN_DOUBT(Group.UNDERWAY, Delivery.OPEN, NextActor.GATEWAY, "doubted"),
    FAILED(Group.ACTION_NEEDED, Delivery.OVER, NextActor.AGENCY, "failed"),
    CANCELLED(Group.CANCELLED, Delivery.OVER, NextActor.NOBODY, "cancelled");

    /** How an agency sorts its letters. */
    public enum Group {
        UNDERWAY("underway"), DELIVERED("delivered"), ACTION_NEEDED("actionNeeded"), CANCELLED("cancelled");

        private final String word;

        Group(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Whether the gateway still works on it. News may come after the end, such as that a message was read. */
    public enum Delivery { OPEN, OVER }

    /** Who has to do something next. */
    public enum NextActor {
        GATEWAY, PRINTER, POST, RECIPIENT, AGENCY, NOBODY;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Group group;
    private final Delivery delivery;
    private final NextActor nextActor;
    private final String event;

    Status(Group group, Delivery delivery, NextActor nextActor, String event) {
        this.group = group;
        this.delivery = delivery;
        this.nextActor = nextActor;
        this.event = event;
    }

    public Group group() {
        return group;
    }

    public boolean isFinal() {
        return delivery == Delivery.OVER;
    }

    public NextActor nextActor() {
        return nextActor;
    }

    /** Last word of the event's type: what happened, in lowerCamelCase. */
    public String event() {
        return event;
    }
}
