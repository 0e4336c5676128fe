package io.postiljon.print;

import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditRecord;
import io.postiljon.store.OrderFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where this Java halts: nothing is flushed, closed or rolled back by it.
 *
 * @param what of a commit: the event that is recorded in the transaction, and after a {@code /} a detail that tells it from others of
 *             that name; of a statement: its first words; else nothing
 */
record Doom(When when, String what) {
    enum When { BEFORE_COMMIT, AFTER_COMMIT, BEFORE_STATEMENT, ORDER_HALF_WRITTEN }

    private static final Doom NONE = new Doom(When.BEFORE_STATEMENT, "none");

    static Doom parse(String text) {
        String[] parts = text.split(" ", 2);
        return new Doom(When.valueOf(parts[0]), parts.length == 1 ? "" : parts[1]);
    }

    @Override public String toString() {
        return when + (what.isEmpty() ? "" : " " + what);
    }

    private boolean isAt(When now, String text) {
        return when == now && text.startsWith(what);
    }

    private boolean isIn(AuditRecord record) {
        String[] parts = what.split("/", 2);
        return record.event().name().equals(parts[0]) && (parts.length == 1 || record.detail().containsKey(parts[1]));
    }

    /** Halts at the doom that is set last. Stands around beans that every step of the chapter needs; production code knows nothing of it. */
    static final class Watch implements BeanPostProcessor {
        private final AtomicReference<Doom> next = new AtomicReference<>(NONE);
        private final AtomicInteger orders = new AtomicInteger();

        /** Order files that were begun. */
        int ordersMade() {
            return orders.get();
        }

        void set(Doom doom) {
            next.set(doom);
        }

        @Override public Object postProcessAfterInitialization(Object bean, String name) {
            return switch (bean) {
                case AuditLog log -> advised(log, this::recorded);
                case OrderFiles files -> advised(files, this::orderFile);
                case JdbcClient jdbc -> advised(jdbc, this::statement);
                default -> bean;
            };
        }

        private static Object advised(Object bean, MethodInterceptor advice) {
            ProxyFactory proxy = new ProxyFactory(bean);
            proxy.setProxyTargetClass(!(bean instanceof JdbcClient));
            proxy.addAdvice(advice);
            return proxy.getProxy();
        }

        private Object recorded(MethodInvocation call) throws Throwable {
            Doom doom = next.get();
            if (call.getMethod().getName().equals("append") && doom.isIn((AuditRecord) call.getArguments()[0])) {
                TransactionSynchronizationManager.registerSynchronization(new AtCommit(doom.when()));
            }
            return call.proceed();
        }

        private Object statement(MethodInvocation call) throws Throwable {
            if (call.getMethod().getName().equals("sql") && next.get().isAt(When.BEFORE_STATEMENT, ((String) call.getArguments()[0]).strip())) {
                halt();
            }
            return call.proceed();
        }

        private Object orderFile(MethodInvocation call) throws Throwable {
            Object result = call.proceed();
            if (call.getMethod().getName().equals("create")) {
                orders.incrementAndGet();
                return next.get().when() == When.ORDER_HALF_WRITTEN ? new HalfWritten((OutputStream) result) : result;
            }
            return result;
        }
    }

    private record AtCommit(When when) implements TransactionSynchronization {
        @Override public void beforeCommit(boolean readOnly) {
            if (when == When.BEFORE_COMMIT) {
                halt();
            }
        }

        @Override public void afterCommit() {
            if (when == When.AFTER_COMMIT) {
                halt();
            }
        }
    }

    /** Passes half of the first large block on. */
    private static final class HalfWritten extends FilterOutputStream {
        private static final int LARGE_BYTES = 1000;

        HalfWritten(OutputStream file) {
            super(file);
        }

        @Override public void write(byte[] block, int from, int length) throws IOException {
            if (length < LARGE_BYTES) {
                out.write(block, from, length);
            } else {
                out.write(block, from, length / 2);
                out.flush();
                halt();
            }
        }
    }

    private static void halt() {
        Runtime.getRuntime().halt(137);
    }
}
