package io.postiljon.access;

import static io.postiljon.access.AgenciesFolder.smallest;
import static io.postiljon.access.AgreementChange.Kind.ADDED;
import static io.postiljon.access.AgreementChange.Kind.CHANGED;
import static io.postiljon.access.AgreementChange.Kind.REFUSED;
import static io.postiljon.access.AgreementChange.Kind.REMOVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementReloadTest {
    private static final AgencyCode ALPHA = new AgencyCode("alpha");
    private static final AgencyCode BETA = new AgencyCode("beta");
    private static final String REHEARSAL = smallest("0999990024");
    private static final String LIVE = REHEARSAL.replace("rehearsal", "live");
    private static final String OTHER = smallest("0999990123");

    @TempDir Path temp;
    private AgenciesFolder folder;
    private final Witness witness = new Witness();

    @BeforeEach void oneAgency() {
        folder = new AgenciesFolder(temp);
        folder.write("alpha.yaml", REHEARSAL);
    }

    @Test void the_first_reload_tells_what_the_start_loaded_and_the_next_tells_nothing() {
        var files = folder.open(witness);

        assertThat(files.reload()).extracting(AgreementChange::code, AgreementChange::kind).containsExactly(tuple(ALPHA, ADDED));
        assertThat(files.reload()).isEmpty();
        assertThat(witness.before).isEqualTo(witness.after).hasSize(1);
    }

    @Test void a_changed_file_takes_effect_and_names_what_changed() {
        var files = started();

        folder.write("alpha.yaml", LIVE + "purposes: [levy-of-taxes]\n");
        var changes = files.reload();

        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().kind()).isEqualTo(CHANGED);
        assertThat(changes.getFirst().members()).containsExactly("mode", "purposes");
        assertThat(changes.getFirst().inForce().map(Agreement::mode)).contains(Mode.LIVE);
        assertThat(files.byCode(ALPHA).map(Agreement::mode)).contains(Mode.LIVE);
    }

    @Test void a_change_that_keeps_size_and_time_is_seen() throws IOException {
        Path file = folder.path().resolve("alpha.yaml");
        FileTime time = Files.getLastModifiedTime(file);
        var files = started();

        folder.write("alpha.yaml", REHEARSAL.replace("Agentschap Test", "Agentschap Tost"));
        Files.setLastModifiedTime(file, time);

        assertThat(files.reload()).extracting(AgreementChange::members).containsExactly(List.of("name"));
    }

    @Test void a_new_comment_is_no_change() {
        var files = started();

        folder.write("alpha.yaml", "# checked by two\n" + REHEARSAL);

        assertThat(files.reload()).isEmpty();
    }

    @Test void a_new_version_that_breaks_a_rule_of_the_site_does_not_take_effect() {
        var files = folder.openUnder(agreement -> agreement.mode() == Mode.LIVE
                ? Optional.of(new AgreementRule.Breach("/mode", "not here")) : Optional.empty());
        files.reload();

        folder.write("alpha.yaml", LIVE);

        assertThat(files.reload()).extracting(AgreementChange::kind).containsExactly(AgreementChange.Kind.REFUSED);
        assertThat(files.byCode(ALPHA).orElseThrow().mode()).isEqualTo(Mode.REHEARSAL);
        assertThat(files.problems()).extracting(AgreementProblem::pointer).containsExactly("/mode");
    }

    @Test void a_wrong_file_keeps_the_good_one_and_the_mended_file_takes_over() {
        var files = started();

        folder.write("alpha.yaml", LIVE + "servcies: [PRINT]\n");
        var refused = files.reload();

        assertThat(refused).extracting(AgreementChange::code, AgreementChange::kind).containsExactly(tuple(ALPHA, REFUSED));
        assertThat(refused.getFirst().members()).containsExactly("servcies");
        assertThat(refused.getFirst().inForce().map(Agreement::mode)).contains(Mode.REHEARSAL);
        assertThat(files.byCode(ALPHA).map(Agreement::mode)).contains(Mode.REHEARSAL);
        assertThat(files.problems()).extracting(AgreementProblem::line).containsExactly(9);
        assertThat(files.reload()).as("told once").isEmpty();
        assertThat(files.problems()).as("and still wrong").hasSize(1);

        folder.write("alpha.yaml", LIVE);

        assertThat(files.reload()).extracting(AgreementChange::kind).containsExactly(CHANGED);
        assertThat(files.problems()).isEmpty();
        assertThat(files.byCode(ALPHA).map(Agreement::mode)).contains(Mode.LIVE);
    }

    @Test void the_record_of_a_refusal_repeats_no_stray_text() {
        var files = started();

        folder.write("alpha.yaml", REHEARSAL + "call 0470 00 00 00 first: x\n");

        assertThat(files.reload()).extracting(AgreementChange::members).containsExactly(List.of("?"));
    }

    @Test void a_wrong_new_file_does_not_hinder_the_others() {
        var files = started();

        folder.write("beta.yaml", "a: [");
        folder.write("alpha.yaml", LIVE);

        assertThat(files.reload()).extracting(AgreementChange::code, AgreementChange::kind)
                .containsExactly(tuple(ALPHA, CHANGED), tuple(BETA, REFUSED));
        assertThat(files.byCode(BETA)).isEmpty();
    }

    @Test void a_file_that_is_taken_away_ends_its_agreement() {
        var certificate = AgencyCertificate.fresh();
        folder.write("alpha.yaml", REHEARSAL + folder.certificate("a.pem", certificate, certificate.hex(), "tls"));
        var files = started();
        assertThat(files.byTlsCertificate(certificate.thumbprint())).isPresent();

        folder.remove("alpha.yaml");

        assertThat(files.reload()).extracting(AgreementChange::kind).containsExactly(REMOVED);
        assertThat(files.byCode(ALPHA)).isEmpty();
        assertThat(files.byTlsCertificate(certificate.thumbprint())).isEmpty();
    }

    @Test void a_folder_that_went_away_ends_nothing() throws IOException {
        var inner = new AgenciesFolder(temp.resolve("inner"));
        inner.write("alpha.yaml", REHEARSAL);
        var files = inner.open();
        files.reload();

        Files.move(inner.path(), temp.resolve("moved"));

        assertThat(files.reload()).isEmpty();
        assertThat(files.byCode(ALPHA)).isPresent();
        assertThat(files.problems()).hasSize(1);

        Files.move(temp.resolve("moved"), inner.path());

        assertThat(files.reload()).isEmpty();
        assertThat(files.problems()).isEmpty();
    }

    @Test void a_certificate_taken_out_of_the_file_is_refused_from_then_on() {
        var certificate = AgencyCertificate.fresh();
        folder.write("alpha.yaml", REHEARSAL + folder.certificate("a.pem", certificate, certificate.hex(), "tls"));
        var files = started();

        folder.write("alpha.yaml", REHEARSAL);

        assertThat(files.reload()).extracting(AgreementChange::members).containsExactly(List.of("certificates"));
        assertThat(files.byTlsCertificate(certificate.thumbprint())).isEmpty();
        assertThat(files.byCode(ALPHA)).isPresent();
    }

    @Test void a_certificate_file_that_becomes_another_refuses_the_agreement_until_it_is_back() {
        var certificate = AgencyCertificate.fresh();
        folder.write("alpha.yaml", REHEARSAL + folder.certificate("a.pem", certificate, certificate.hex(), "tls"));
        var files = started();

        folder.write("a.pem", AgencyCertificate.fresh().pem());

        assertThat(files.reload()).extracting(AgreementChange::kind).containsExactly(REFUSED);
        assertThat(files.byTlsCertificate(certificate.thumbprint())).as("the good one stays").isPresent();

        folder.write("a.pem", certificate.pem());

        assertThat(files.reload()).isEmpty();
        assertThat(files.problems()).isEmpty();
    }

    @Test void a_new_agency_with_the_certificate_of_another_is_refused_until_that_one_gives_it_up() {
        var shared = AgencyCertificate.fresh();
        String certificate = folder.certificate("a.pem", shared, shared.hex(), "tls");
        folder.write("alpha.yaml", REHEARSAL + certificate);
        var files = started();

        folder.write("beta.yaml", OTHER + certificate);

        assertThat(files.reload()).extracting(AgreementChange::code, AgreementChange::kind).containsExactly(tuple(BETA, REFUSED));
        assertThat(files.byTlsCertificate(shared.thumbprint()).map(Agreement::code)).contains(ALPHA);
        assertThat(files.byCode(BETA)).isEmpty();

        folder.write("alpha.yaml", REHEARSAL);

        assertThat(files.reload()).extracting(AgreementChange::code, AgreementChange::kind)
                .containsExactly(tuple(ALPHA, CHANGED), tuple(BETA, ADDED));
        assertThat(files.byTlsCertificate(shared.thumbprint()).map(Agreement::code)).contains(BETA);
    }

    @Test void taking_back_one_version_takes_back_what_relied_on_it() {
        var first = AgencyCertificate.fresh();
        var second = AgencyCertificate.fresh();
        String ofFirst = folder.certificate("first.pem", first, first.hex(), "tls");
        String ofSecond = folder.certificate("second.pem", second, second.hex(), "tls");
        folder.write("alpha.yaml", REHEARSAL + ofFirst);
        folder.write("beta.yaml", OTHER + ofSecond);
        folder.write("gamma.yaml", smallest("1000000021") + "sftp: {user: gamma, keys: ['SHA256:" + "A".repeat(43) + "']}\n");
        var files = started();

        // beta gives its certificate to alpha and takes gamma's SFTP user, which is not free
        folder.write("alpha.yaml", REHEARSAL + ofSecond);
        folder.write("beta.yaml", OTHER + "sftp: {user: gamma, keys: ['SHA256:" + "B".repeat(43) + "']}\n");
        var changes = files.reload();

        assertThat(changes).extracting(AgreementChange::code, AgreementChange::kind)
                .containsExactly(tuple(ALPHA, REFUSED), tuple(BETA, REFUSED));
        assertThat(files.byTlsCertificate(first.thumbprint()).map(Agreement::code)).contains(ALPHA);
        assertThat(files.byTlsCertificate(second.thumbprint()).map(Agreement::code)).contains(BETA);
    }

    @Test void without_a_record_a_change_does_not_take_effect_and_is_tried_again() {
        var files = started();
        witness.recordFails = true;
        folder.write("alpha.yaml", LIVE);

        assertThatIllegalStateException().isThrownBy(files::reload);
        assertThat(files.byCode(ALPHA).map(Agreement::mode)).contains(Mode.REHEARSAL);

        witness.recordFails = false;

        assertThat(files.reload()).extracting(AgreementChange::kind).containsExactly(CHANGED);
        assertThat(files.byCode(ALPHA).map(Agreement::mode)).contains(Mode.LIVE);
    }

    @Test void a_listener_sees_the_old_agreement_before_and_the_new_one_after() {
        var seen = new ArrayList<Optional<Mode>>();
        var looking = new Looking(seen);
        var files = folder.open(looking);
        looking.files = files;
        files.reload();
        seen.clear();

        folder.write("alpha.yaml", LIVE);
        files.reload();

        assertThat(seen).containsExactly(Optional.of(Mode.REHEARSAL), Optional.of(Mode.LIVE));
    }

    @Test void a_follower_that_fails_stops_neither_the_change_nor_the_others() {
        AgreementListener failing = new AgreementListener() {
            @Override public void afterChange(List<AgreementChange> changes) {
                throw new IllegalStateException("the route does not start");
            }
        };
        var files = folder.open(failing, witness);

        assertThatIllegalStateException().isThrownBy(files::reload).withMessage("the route does not start");

        assertThat(witness.after).hasSize(1);
        assertThat(files.reload()).isEmpty();
    }

    private AgreementFiles started() {
        var files = folder.open(witness);
        files.reload();
        return files;
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static final class Witness implements AgreementListener {
        private final List<List<AgreementChange>> before = new ArrayList<>();
        private final List<List<AgreementChange>> after = new ArrayList<>();
        private boolean recordFails;

        @Override public void beforeChange(List<AgreementChange> changes) {
            if (recordFails) {
                throw new IllegalStateException("the record cannot be written");
            }
            before.add(changes);
        }

        @Override public void afterChange(List<AgreementChange> changes) {
            after.add(changes);
        }
    }

    private static final class Looking implements AgreementListener {
        private final List<Optional<Mode>> seen;
        private AgreementFiles files;

        private Looking(List<Optional<Mode>> seen) {
            this.seen = seen;
        }

        @Override public void beforeChange(List<AgreementChange> changes) {
            seen.add(files.byCode(ALPHA).map(Agreement::mode));
        }

        @Override public void afterChange(List<AgreementChange> changes) {
            seen.add(files.byCode(ALPHA).map(Agreement::mode));
        }
    }
}
