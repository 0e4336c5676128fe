package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class AccountWatchTest {
    private static final Agreement AGREEMENT = Fixtures.agreementWithAccount("dienst-a", new Agreement.AccountLimits(3, 1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CamelContext camel = new DefaultCamelContext();
    private final Told told = new Told();
    private final AccountWatch watch = new AccountWatch(new One(), told, meters);

    @AfterEach void stop() throws Exception {
        camel.close();
    }

    @Test void an_account_at_its_limit_is_no_alarm() {
        poll("dienst-a", 300_000, 300_000, 400_000);

        assertThat(told.files).isEmpty();
        assertThat(overfull()).isZero();
    }

    @Test void more_files_than_agreed_are_told_once_until_they_are_fewer() {
        poll("dienst-a", 1, 1, 1, 1);
        poll("dienst-a", 1, 1, 1, 1, 1);
        assertThat(overfull()).isEqualTo(1);
        poll("dienst-a", 1);
        assertThat(overfull()).isZero();
        poll("dienst-a", 1, 1, 1, 1);

        assertThat(told.files).containsExactly(4, 4);
    }

    @Test void more_bytes_than_agreed_are_told_too() {
        poll("dienst-a", 1_000_001);

        assertThat(told.files).containsExactly(1);
    }

    @Test void another_folder_is_not_mistaken_for_that_of_an_agency() {
        poll("other-dienst-a", 1_000_001);

        assertThat(told.files).isEmpty();
    }

    @Test void what_could_not_be_recorded_is_told_at_the_next_poll() {
        told.away = true;
        poll("dienst-a", 1_000_001);
        told.away = false;
        poll("dienst-a", 1_000_001);

        assertThat(told.files).containsExactly(1);
    }

    @Test void a_poll_that_could_not_list_the_folder_ends_no_alarm() {
        poll("dienst-a", 1_000_001);
        Endpoint folder = folderOf("dienst-a");
        watch.begin(null, folder);
        watch.commit(null, folder, 0);

        assertThat(overfull()).isEqualTo(1);
    }

    private double overfull() {
        return meters.get("postiljon.drops.overfull").gauge().value();
    }

    private void poll(String user, long... sizes) {
        Endpoint folder = folderOf(user);
        watch.begin(null, folder);
        watch.listed(sizes.length, Arrays.stream(sizes).sum());
        watch.commit(null, folder, 0);
    }

    private Endpoint folderOf(String user) {
        return camel.getEndpoint("sftp:localhost:1/agencies/" + user + "/in?username=collector");
    }

    private static final class Told extends AccountRecords {
        private final List<Integer> files = new ArrayList<>();
        private boolean away;

        Told() {
            super(null, Clock.systemUTC());
        }

        @Override public void overfull(Agreement agreement, int count, long bytes) {
            if (away) {
                throw new DataAccessResourceFailureException("away");
            }
            files.add(count);
        }
    }

    private static final class One implements Agreements {
        @Override public List<Agreement> all() {
            return List.of(AGREEMENT);
        }

        @Override public Optional<Agreement> byCode(AgencyCode code) {
            return Optional.of(AGREEMENT);
        }

        @Override public Optional<Agreement> byTlsCertificate(String thumbprint) {
            return Optional.empty();
        }
    }
}
