package io.postiljon.print;

import io.postiljon.store.BatchState;
import java.util.OptionalLong;

/**
 * The next step of an upload, from what we know and what stands at the supplier. Every step starts with a look, so a kill at any
 * place is the same as a pause. Source: design, print.
 */
public enum UploadStep {
    /** Send the stored bytes under a part name, then rename. */
    UPLOAD,
    /** The file is there with the right size: commit {@code GO_PENDING}. */
    CONFIRM,
    /** Write the marker. */
    MARK,
    /** The marker is there, or the supplier took the file: wait for the receipt, and never upload again. */
    TAKEN,
    /** What stands there contradicts what we know: an operator looks. */
    STOP;

    static UploadStep next(BatchState state, RemoteOrder remote, long sizeBytes) {
        return switch (state) {
            case BUILT -> beforeGo(remote, sizeBytes);
            case GO_PENDING -> afterGo(remote, sizeBytes);
            case CLOSED, UPLOADED, ACKED, DONE, REFUSED, STOPPED, MOVED ->
                throw new IllegalArgumentException("nothing to upload for a batch that is " + state);
        };
    }

    private static UploadStep beforeGo(RemoteOrder remote, long sizeBytes) {
        if (remote.marker() == RemoteOrder.Marker.THERE) {
            return STOP;
        }
        OptionalLong found = remote.sizeBytes();
        if (found.isEmpty()) {
            return UPLOAD;
        }
        return found.getAsLong() == sizeBytes ? CONFIRM : STOP;
    }

    private static UploadStep afterGo(RemoteOrder remote, long sizeBytes) {
        if (remote.sizeBytes().isEmpty()) {
            return TAKEN;
        }
        if (remote.sizeBytes().getAsLong() != sizeBytes) {
            return STOP;
        }
        return switch (remote.marker()) {
            case THERE -> TAKEN;
            case MISSING -> MARK;
        };
    }
}
