package io.postiljon.sandbox.catalogue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Hears all that this process logs, texts and exceptions. The simulators log too; what is theirs does not count. */
final class LogWatch implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override protected void append(ILoggingEvent event) {
            if (!event.getLoggerName().startsWith("io.postiljon.sandbox")) {
                lines.add(written(event));
            }
        }
    };

    LogWatch() {
        appender.start();
        root().addAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static String written(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLoggerName()).append(" - ").append(event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            line.append("\n\tat ").append(cause.getClassName()).append(": ").append(cause.getMessage());
        }
        return line.toString();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override public void close() {
        root().detachAppender(appender);
    }
}
