package io.postiljon.sandbox.supplier;

import io.postiljon.sending.Status;
import io.postiljon.sending.TestRecipient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens to a piece after it was taken, and when. A test recipient, known by the word in its address, has its whole story at once;
 * any other letter is printed an hour later, handed over on the day that the order asks for, and received the day after when it is registered.
 */
final class PieceLife {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final Duration PRINT_RUN = Duration.ofHours(1);
    private static final LocalTime HAND_OVER = LocalTime.of(15, 0);

    private final Manifest.Piece piece;
    private final List<Happening> story = new ArrayList<>();

    private PieceLife(Manifest.Piece piece) {
        this.piece = piece;
    }

    /** @param evidence kind of the paper of the post about it, if there is one */
    record Happening(String batchId, Manifest.Piece piece, Answer.StatusEvent event, Instant at, Optional<String> evidence) {
    }

    static List<Happening> of(Manifest.Piece piece, Manifest manifest, Instant takenAt) {
        PieceLife life = new PieceLife(piece);
        TestRecipient.byAddress(piece.recipient().lines()).filter(one -> one.byPost().isPresent())
                .ifPresentOrElse(recipient -> life.atOnce(manifest, recipient, takenAt), () -> life.ordinary(manifest, takenAt));
        return life.story;
    }

    /** Asked back before it was printed. */
    static Happening cancelled(Happening instead, Instant at) {
        return new Happening(instead.batchId(), instead.piece(), new Answer.StatusEvent(UUID.randomUUID().toString(), instead.piece().pieceId(),
                "CANCELLED", at, null, null, null, null, null), at, Optional.empty());
    }

    private void atOnce(Manifest manifest, TestRecipient recipient, Instant takenAt) {
        Instant at = handOver(manifest, takenAt, takenAt);
        Status end = recipient.byPost().orElseThrow();
        if (registered() && end == Status.NOT_COLLECTED) {
            happens(manifest, "NOTICE_LEFT", at.plusMillis(1), Optional.empty(), Optional.empty());
            happens(manifest, "HELD_FOR_PICKUP", at.plusMillis(2), Optional.empty(), Optional.empty());
        }
        switch (end) {
            case RETURNED -> happens(manifest, "RETURNED", at.plusMillis(3), recipient.returnReason().map(Enum::name), Optional.of("RETURN"));
            case DELIVERED -> happens(manifest, "DELIVERED", at.plusMillis(3), Optional.empty(), Optional.of("RECEIPT"));
            case REFUSED, NOT_COLLECTED, LOST -> happens(manifest, end.name(), at.plusMillis(3), Optional.empty(), Optional.empty());
            default -> { } // the hand-over is its end
        }
    }

    private void ordinary(Manifest manifest, Instant takenAt) {
        Instant printed = takenAt.plus(PRINT_RUN);
        Instant asked = LocalDate.parse(manifest.requestedHandOverDate()).atTime(HAND_OVER).atZone(BRUSSELS).toInstant();
        Instant posted = handOver(manifest, printed, asked.isAfter(printed) ? asked : printed.plus(PRINT_RUN));
        if (registered()) {
            happens(manifest, "IN_DELIVERY", posted.plus(Duration.ofHours(16)), Optional.empty(), Optional.empty());
            happens(manifest, "DELIVERED", posted.plus(Duration.ofHours(20)), Optional.empty(), Optional.of("RECEIPT"));
        }
    }

    private Instant handOver(Manifest manifest, Instant printed, Instant posted) {
        happens(manifest, "PRINTED", printed, Optional.empty(), Optional.empty());
        happens(manifest, "ENVELOPED", printed.plusMillis(1), Optional.empty(), Optional.empty());
        Instant at = posted.isAfter(printed) ? posted : printed.plusMillis(2);
        happens(manifest, "HANDED_TO_POST", at, Optional.empty(), registered() ? Optional.of("DEPOSIT") : Optional.empty());
        return at;
    }

    private boolean registered() {
        return piece.product().registered();
    }

    private void happens(Manifest manifest, String code, Instant at, Optional<String> reason, Optional<String> evidence) {
        boolean posted = code.equals("HANDED_TO_POST");
        boolean counted = posted || code.equals("ENVELOPED");
        story.add(new Happening(manifest.batchId(), piece, new Answer.StatusEvent(UUID.randomUUID().toString(), piece.pieceId(), code, at,
                reason.orElse(null), reason.isPresent() ? "DESTROYED" : null, counted ? (int) piece.sheets() : null,
                posted ? LocalDate.ofInstant(at, BRUSSELS).toString() : null, posted && registered() ? barcode() : null), at, evidence));
    }

    /** A barcode of national registered mail has 30 digits and starts with 010. */
    private String barcode() {
        return "010%027d".formatted(Math.abs((long) piece.pieceId().hashCode()));
    }
}
