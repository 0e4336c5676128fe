package io.postiljon.intake;

import io.postiljon.store.DropId;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.strategy.GenericFileDeleteProcessStrategy;

/**
 * Deletes a drop that is over from the server, and only then says so in its row: the same file laid down again is judged anew. Killed
 * between the two, the file that comes next with the same size and time counts as this one.
 */
public class DropRemoval<T> extends GenericFileDeleteProcessStrategy<T> {
    private final DropDesk desk;

    DropRemoval(DropDesk desk) {
        this.desk = desk;
    }

    @Override public void commit(GenericFileOperations<T> server, GenericFileEndpoint<T> endpoint, Exchange exchange, GenericFile<T> file)
            throws Exception {
        super.commit(server, endpoint, exchange, file);
        DropId drop = exchange.getVariable("drop", DropId.class);
        if (drop != null) {
            desk.removed(drop);
        }
    }
}
