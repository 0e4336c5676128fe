package io.postiljon.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Judges what lies in the folder of an account at each poll, and tells once when it is more than the agreement says. It stops nothing:
 * the drops are collected as ever, a few at each poll, because that is what empties the folder; the SFTP server is who refuses a write.
 * A listing ends at its limit, which is more than any agreement allows: then the number means that many or more. A poll is one thread
 * from {@code begin} to its end.
 */
public final class AccountWatch extends RemoteFilePollingConsumerPollStrategy implements AccountFolders.ListingWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);

    private final Agreements agreements;
    private final AccountRecords records;
    private final Set<String> overfull = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Use> current = new ThreadLocal<>();

    AccountWatch(Agreements agreements, AccountRecords records, MeterRegistry meters) {
        this.agreements = agreements;
        this.records = records;
        Gauge.builder("postiljon.drops.overfull", overfull, Set::size).description("SFTP accounts that hold more than their agreement says").register(meters);
    }

    private record Use(int files, long bytes) {
        private static final Use NOT_LISTED = new Use(0, 0);
    }

    @Override public boolean begin(Consumer consumer, Endpoint endpoint) {
        current.set(Use.NOT_LISTED);
        return super.begin(consumer, endpoint);
    }

    /** The listing of this thread's poll. Other looks into the same folder are not counted. */
    @Override public void listed(int entries, long bytes) {
        if (current.get() != null) {
            current.set(new Use(entries, bytes));
        }
    }

    @Override public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        super.commit(consumer, endpoint, polledMessages);
        Use use = current.get();
        current.remove();
        if (use != null && use != Use.NOT_LISTED && endpoint instanceof RemoteFileEndpoint<?> folder) {
            judge(folder.getConfiguration().getDirectory(), use);
        }
    }

    @Override public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        current.remove();
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    private void judge(String folder, Use use) {
        agreements.all().stream().filter(agreement -> agreement.sftp().filter(account -> folder.endsWith("agencies/" + account.user() + "/in")).isPresent())
                .findFirst().ifPresent(agreement -> judge(agreement, use));
    }

    private void judge(Agreement agreement, Use use) {
        String code = agreement.code().value();
        Agreement.AccountLimits limits = agreement.limits().account();
        if (use.files <= limits.files() && use.bytes <= limits.bytes()) {
            overfull.remove(code);
        } else if (!overfull.contains(code)) {
            try {
                records.overfull(agreement, use.files, use.bytes);
                overfull.add(code);
                LOG.warn("the SFTP account of {} holds more than agreed: {} files, {} bytes", code, use.files, use.bytes);
            } catch (DataAccessException | TransactionException away) {
                LOG.warn("an overfull account could not be recorded, {}; the next poll tells it", away.getClass().getSimpleName());
            }
        }
    }
}
