package io.postiljon.print;

import static io.postiljon.sandbox.sftp.SftpWatch.Moment.AFTER_RENAME;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.BEFORE_REMOVE;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.BEFORE_RENAME;
import static io.postiljon.sandbox.sftp.SftpWatch.Moment.BEFORE_WRITE;

import io.postiljon.sandbox.sftp.SftpWatch;
import java.util.List;

/** A place on the way of a batch at which a gateway dies, and what it leaves behind there. In the order of the way. */
enum CrashPoint {
    BATCH_IS_STAMPED(inside(Doom.When.BEFORE_COMMIT, "PIECE_BATCHED"), Supplier.AWAY, "no batch"),
    BATCH_IS_CLOSED(inside(Doom.When.AFTER_COMMIT, "PIECE_BATCHED"), Supplier.AWAY, "batch CLOSED", "noise 0"),

    ORDER_IS_HALF_WRITTEN(inside(Doom.When.ORDER_HALF_WRITTEN, ""), Supplier.AWAY, "batch CLOSED", "noise 1"),
    ORDER_IS_WRITTEN(inside(Doom.When.BEFORE_COMMIT, "BATCH_BUILT"), Supplier.AWAY, "batch CLOSED", "noise 2"),

    ORDER_IS_BUILT(inside(Doom.When.AFTER_COMMIT, "BATCH_BUILT"), Supplier.AWAY, "batch BUILT", "noise 2", "in []"),
    PART_IS_HALF_WRITTEN(atSupplier(BEFORE_WRITE, "/in/.*pgp\\.part", 2), Supplier.AWAY, "batch BUILT", "in [half .part]"),
    PART_IS_WRITTEN(atSupplier(BEFORE_RENAME, "/in/.*pgp", 1), Supplier.AWAY, "batch BUILT", "in [.part]"),
    ORDER_HAS_ITS_NAME(atSupplier(AFTER_RENAME, "/in/.*pgp", 1), Supplier.AWAY, "batch BUILT", "in [order]"),

    GO_IS_PENDING(inside(Doom.When.AFTER_COMMIT, "BATCH_GO_PENDING"), Supplier.AWAY, "batch GO_PENDING", "in [order]"),
    MARKER_HAS_NO_NAME(atSupplier(BEFORE_RENAME, "/in/.*go", 1), Supplier.AWAY, "batch GO_PENDING", "in [order, .go.part]"),
    MARKER_IS_WRITTEN(atSupplier(AFTER_RENAME, "/in/.*go", 1), Supplier.AWAY, "batch GO_PENDING", "in [order, .go]"),
    ORDER_IS_UPLOADED(inside(Doom.When.BEFORE_COMMIT, "BATCH_UPLOADED"), Supplier.AWAY, "batch GO_PENDING", "in [order, .go]"),
    /** The supplier took order and marker since. */
    ORDER_IS_GONE(inside(Doom.When.BEFORE_COMMIT, "BATCH_UPLOADED"), Supplier.TAKES_AND_IS_SLOW, "batch GO_PENDING", "in []", "receipts 0"),

    RECEIPT_IS_READ(inside(Doom.When.BEFORE_COMMIT, "BATCH_ANSWERED/result"), Supplier.AT_WORK, "answers ack", "receipts 0"),
    RECEIPT_IS_APPLIED(inside(Doom.When.AFTER_COMMIT, "BATCH_ANSWERED/result"), Supplier.AT_WORK, "answers ack", "receipts 1"),
    RESULTS_ARE_READ(inside(Doom.When.BEFORE_COMMIT, "ORDER_DESTROYED"), Supplier.AT_WORK, "answers piece", "results 0", "order KEPT there"),
    /** The row says that the order is destroyed; its file is there. */
    RESULTS_ARE_APPLIED(inside(Doom.When.AFTER_COMMIT, "ORDER_DESTROYED"), Supplier.AT_WORK, "answers piece", "results 1", "order DESTROYED there"),
    ORDER_IS_ERASED(inside(Doom.When.BEFORE_STATEMENT, "update gateway.vault_object set erased_at"), Supplier.AT_WORK, "batch DONE", "order DESTROYED gone"),
    RESULTS_HAVE_LOST_THEIR_MARKER(atSupplier(BEFORE_REMOVE, "/out/piece/.*pgp", 1), Supplier.AT_WORK, "answers piece", "results 1"),
    STATUS_IS_READ(inside(Doom.When.BEFORE_COMMIT, "PIECE_STATUS"), Supplier.TELLS_OF_THE_POST, "answers status", "posted 0"),
    STATUS_IS_APPLIED(inside(Doom.When.AFTER_COMMIT, "PIECE_STATUS"), Supplier.TELLS_OF_THE_POST, "answers status", "posted 3");

    /** What the supplier does before the gateway comes up. */
    enum Supplier { AWAY, TAKES_AND_IS_SLOW, AT_WORK, TELLS_OF_THE_POST }

    private final Death death;
    private final Supplier supplier;
    private final List<String> remains;

    CrashPoint(Death death, Supplier supplier, String... remains) {
        this.death = death;
        this.supplier = supplier;
        this.remains = List.of(remains);
    }

    Death death() {
        return death;
    }

    Supplier supplier() {
        return supplier;
    }

    /** Among the facts that {@link CrashBed#remains} finds: they show that it died there, and not before or after. */
    List<String> remains() {
        return remains;
    }

    sealed interface Death {}

    /** It halts itself. */
    record Inside(Doom doom) implements Death {}

    /** It is killed by the one that serves it. @param path pattern of the file's name; @param time the how-manieth of them */
    record AtSupplier(SftpWatch.Moment moment, String path, int time) implements Death {
        boolean matches(SftpWatch.Moment now, String file) {
            return now == moment && file.matches(path);
        }
    }

    private static Death inside(Doom.When when, String what) {
        return new Inside(new Doom(when, what));
    }

    private static Death atSupplier(SftpWatch.Moment moment, String path, int time) {
        return new AtSupplier(moment, path, time);
    }
}
