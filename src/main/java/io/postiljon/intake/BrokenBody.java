package io.postiljon.intake;

import java.net.SocketTimeoutException;
import java.util.Optional;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;

/** Why a body could not be read to its end, when its sender is still there to be told. The container wraps what it saw. */
public final class BrokenBody {
    private BrokenBody() {}

    /** Empty when the connection is gone, or when it is no fault of the sender. */
    public static Optional<Complaint> complaint(Throwable failed) {
        return switch (failed) {
            case SocketTimeoutException silent -> Optional.of(Complaint.TOO_SLOW);
            case ClientAbortException aborted -> Optional.ofNullable(aborted.getCause()).flatMap(BrokenBody::complaint); // a bad request, says its type
            case BadRequestException framing -> Optional.of(Complaint.REQUEST);
            default -> Optional.empty();
        };
    }
}
