package io.postiljon.intake;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a drop that is over could not be deleted from the server, without its name. The next poll recognises it and tries again. */
public final class DropDeletion implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DropDeletion.class);

    @Override public void handleException(Throwable cause) {
        LOG.warn("a drop that is over stays on the SFTP server for now: {}", cause == null ? "unknown" : cause.getClass().getSimpleName());
    }

    @Override public void handleException(String message, Throwable cause) {
        handleException(cause);
    }

    @Override public void handleException(String message, Exchange exchange, Throwable cause) {
        handleException(cause);
    }
}
