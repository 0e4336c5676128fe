package io.postiljon.intake;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;

/**
 * Decides what a marker means by what lies beside it. Without its zip it is left over, and goes before it can meet another zip of that
 * name. {@code .cancel} in place of {@code .go} calls the zip back: both are deleted when that is on record. With both markers, the
 * collection of the drop decides.
 */
public final class DropWithdrawal<T> extends DropRemoval<T> {
    static final String CANCEL = ".cancel";

    DropWithdrawal(DropDesk desk) {
        super(desk);
    }

    @Override public boolean begin(GenericFileOperations<T> server, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> marker)
            throws Exception {
        String path = marker.getAbsoluteFilePath();
        if (!server.existsFile(zipOf(path))) {
            server.deleteFile(path);
            return false;
        }
        return path.endsWith(CANCEL) && !server.existsFile(zipOf(path) + ".go") && super.begin(server, endpoint, exchange, marker);
    }

    @Override public void commit(GenericFileOperations<T> server, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> marker)
            throws Exception {
        server.deleteFile(zipOf(marker.getAbsoluteFilePath()));
        super.commit(server, endpoint, exchange, marker);
    }

    private static String zipOf(String markerPath) {
        return markerPath.substring(0, markerPath.lastIndexOf('.'));
    }
}
