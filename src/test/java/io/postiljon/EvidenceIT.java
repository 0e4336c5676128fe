package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.access.AgreementChange;
import io.postiljon.access.AgreementChange.Kind;
import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.audit.Decision;
import io.postiljon.audit.PersonRecords;
import io.postiljon.audit.SubjectSearch;
import io.postiljon.crypto.FollowedKeyStore;
import io.postiljon.crypto.KeyFacts;
import io.postiljon.crypto.KeyPurpose;
import io.postiljon.crypto.Pkcs12KeyStore;
import io.postiljon.crypto.RecordSealer;
import io.postiljon.crypto.RegisteredKey;
import io.postiljon.crypto.SealContext;
import io.postiljon.keys.KeyChanges;
import io.postiljon.sandbox.parts.EmbeddedPostgres;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.Sha256;
import io.postiljon.store.KnownKeys;
import io.postiljon.store.RecordedAgreements;
import io.postiljon.store.StoreRoom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the record holds, and what it does not repeat. */
class EvidenceIT {
    private static final AgencyCode ALPHA = new AgencyCode("alpha");
    private static final AgencyCode BETA = new AgencyCode("beta");
    private static final Sha256 ONE = Sha256.ofBytes(new byte[32]);
    private static final Sha256 OTHER = Sha256.ofBytes("other----other----other----other".getBytes(StandardCharsets.US_ASCII));

    @TempDir static Path folder;
    private static StoreRoom room;
    private static ConfigurableApplicationContext parts;

    @BeforeAll static void start() throws IOException {
        room = StoreRoom.migrated();
        Path password = Files.writeString(folder.resolve("keys-password"), UUID.randomUUID().toString());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Pkcs12KeyStore.create(folder.resolve("keys.p12"), password, "test", Instant.now());
        SpringApplication application = new SpringApplication(MigrateIT.DatabaseAlone.class, TimeConfiguration.class, CryptoConfiguration.class);
        application.setSources(java.util.Set.of("io.postiljon.store.StoreConfiguration", "io.postiljon.audit.AuditConfiguration"));
        parts = application.run("--spring.config.location=optional:file:none", "--spring.main.web-application-type=none",
                "--database.url=" + room.jdbcUrl(), "--database.user=" + EmbeddedPostgres.APP,
                "--database.password-file=" + room.appPasswordFile(), "--store.vault-folder=" + folder.resolve("vault"),
                "--keys.file=" + folder.resolve("keys.p12"), "--keys.password-file=" + password);
    }

    @AfterAll static void stop() {
        parts.close();
        room.close();
    }

    @BeforeEach void forgetAgreements() throws IOException {
        room.asOwner().sql("truncate audit.record").update();
        room.asOwner().sql("truncate gateway.recorded_agreement, gateway.known_key, gateway.refused_key_file").update();
    }

    @Test void a_start_records_only_what_changed_since_the_last_record() {
        AgreementEvidence first = evidence();
        tell(first, change(ALPHA, Kind.ADDED, ONE), change(BETA, Kind.ADDED, ONE));
        tell(first, change(ALPHA, Kind.CHANGED, OTHER));

        tell(evidence(), change(ALPHA, Kind.ADDED, OTHER), change(BETA, Kind.ADDED, ONE));      // the same again, at the next start
        tell(evidence(), change(ALPHA, Kind.ADDED, ONE));                                       // one changed, one gone, while it stood still

        assertThat(recorded()).containsExactly("alpha ADDED", "beta ADDED", "alpha CHANGED", "beta REMOVED", "alpha CHANGED");
    }

    @Test void a_refused_file_is_recorded_and_what_is_in_force_stays_known() {
        AgreementEvidence evidence = evidence();
        tell(evidence, change(ALPHA, Kind.ADDED, ONE));

        tell(evidence, new AgreementChange(ALPHA, Kind.REFUSED, List.of("mode"), Optional.empty(), Optional.empty()));

        assertThat(recorded()).containsExactly("alpha ADDED", "alpha REFUSED");
        assertThat(parts.getBean(RecordedAgreements.class).all()).containsExactly(ALPHA);
    }

    @Test void a_key_is_on_record_when_it_comes_and_at_each_step_towards_its_end_once_for_all_nodes() {
        Instant end = Instant.parse("2027-06-01T00:00:00Z");
        List<RegisteredKey> keys = List.of(new RegisteredKey(KeyPurpose.API_SERVER, RegisteredKey.OURS, "postiljon.api.certificate",
                new KeyFacts("X.509 EC 256", "one", Optional.empty(), Optional.of(end)), RegisteredKey.Loading.ON_CHANGE));

        for (int days : List.of(200, 91, 90, 89, 60, 30, 29, 8, 7, 6, 0, -1, -2)) {
            note(keys, end.minus(Duration.ofDays(days)));
            note(keys, end.minus(Duration.ofDays(days)));       // the next look, another node
        }

        assertThat(keyRecords()).containsExactly("KEY_IN_USE", "KEY_EXPIRING 90", "KEY_EXPIRING 30", "KEY_EXPIRING 7", "KEY_EXPIRING 0");
    }

    @Test void a_key_that_is_found_near_its_end_gives_one_warning_the_nearest() {
        Instant end = Instant.parse("2027-06-01T00:00:00Z");
        KeyFacts facts = new KeyFacts("X.509 EC 256", "one", Optional.empty(), Optional.of(end));

        note(List.of(new RegisteredKey(KeyPurpose.AGENCY_CERTIFICATE, "alpha", "/certificates", facts, RegisteredKey.Loading.ON_CHANGE),
                new RegisteredKey(KeyPurpose.PLATFORM_SIGNATURE_OLD, RegisteredKey.OURS, "keys.file", facts, RegisteredKey.Loading.AT_START)), end.minusSeconds(60));

        assertThat(keyRecords()).containsExactly("KEY_IN_USE", "KEY_EXPIRING 7", "KEY_IN_USE");
    }

    @Test void a_version_of_the_key_store_that_is_not_taken_is_on_record_once_for_all_nodes_and_again_when_it_comes_back_later() {
        Instant now = Instant.parse("2027-06-01T00:00:00Z");
        FollowedKeyStore.Refusal half = new FollowedKeyStore.Refusal("aa", "half a file");

        for (Instant at : List.of(now, now.plusSeconds(5), now.plus(Duration.ofHours(30)))) {
            inTransaction(() -> changes(at).refused(KeyPurpose.ROOT, "keys.file", half));
        }
        inTransaction(() -> changes(now.plus(Duration.ofHours(30))).refused(KeyPurpose.ROOT, "keys.file", new FollowedKeyStore.Refusal("bb", "half a file")));

        assertThat(database().sql("select event || ' ' || outcome || ' ' || (detail->>'fingerprint') || ' ' || (detail->>'why') from audit.record order by id")
                .query(String.class).list()).containsExactly("KEY_REFUSED REFUSED aa half a file", "KEY_REFUSED REFUSED aa half a file", "KEY_REFUSED REFUSED bb half a file");
        assertThat(database().sql("select count(*) from gateway.refused_key_file").query(Integer.class).single()).as("no more than a day").isEqualTo(2);
    }

    private static void note(List<RegisteredKey> keys, Instant now) {
        inTransaction(() -> changes(now).note(keys));
    }

    private static KeyChanges changes(Instant now) {
        return new KeyChanges(parts.getBean(KnownKeys.class), parts.getBean(AuditLog.class), Clock.systemUTC(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<String> keyRecords() {
        return database().sql("select event || coalesce(' ' || (detail->>'within'), '') from audit.record order by id").query(String.class).list();
    }

    @Test void who_asks_again_within_a_minute_leaves_one_record_and_the_history_shows_no_reader() {
        SendingId sending = new SendingId(UUID.randomUUID());
        Instant now = Instant.now();
        AuditLog audit = parts.getBean(AuditLog.class);

        inTransaction(() -> {
            audit.append(about(sending, AuditEvent.SENDING_ACCEPTED, "one", now.minusSeconds(100)));
            assertThat(audit.appendUnlessRepeated(about(sending, AuditEvent.STATUS_CONSULTED, "one", now.minusSeconds(70)), Duration.ofMinutes(1))).isTrue();
            assertThat(audit.appendUnlessRepeated(about(sending, AuditEvent.STATUS_CONSULTED, "one", now.minusSeconds(30)), Duration.ofMinutes(1))).isFalse();
            assertThat(audit.appendUnlessRepeated(about(sending, AuditEvent.STATUS_CONSULTED, "other", now.minusSeconds(30)), Duration.ofMinutes(1))).isTrue();
            assertThat(audit.appendUnlessRepeated(about(sending, AuditEvent.STATUS_CONSULTED, "one", now), Duration.ofMinutes(1))).isTrue();
        });

        assertThat(audit.history(sending, now.minusSeconds(100))).singleElement()
                .satisfies(entry -> assertThat(entry.event()).isEqualTo(AuditEvent.SENDING_ACCEPTED));
    }

    @Test void the_history_looks_into_no_year_before_the_sending() {
        String plan = String.join("\n", database().sql("""
                explain select event from audit.record where sending_id = gen_random_uuid() and at >= '2031-05-01' and event <> 'STATUS_CONSULTED'""")
                .query(String.class).list());

        assertThat(plan).contains("record_2031").doesNotContain("record_2026").doesNotContain("record_2030");
    }

    @Test void an_addressee_without_number_is_sealed_by_name_and_nowhere_in_clear() {
        SendingId sending = new SendingId(UUID.randomUUID());
        MessageContent content = new MessageContent(new KboNumber("0999990024"), Optional.empty(), Optional.empty(), new LocalText("nl", "Brief"),
                Optional.empty(), List.of(), Optional.empty(), MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED,
                MessageContent.RegisteredMail.NO, Optional.empty(), Optional.empty(), List.of(), Optional.of(new DossierReference("dossier-7")),
                Optional.of(new PaperWishes(new PostalAddress(Optional.of("Jan Proef"), Optional.empty(), Optional.empty(), "Proefstraat", "12",
                        Optional.empty(), "1000", "Brussel", "BE"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
        Instant at = Instant.parse("2026-06-01T10:00:00Z");

        inTransaction(() -> parts.getBean(AuditLog.class).append(
                about(sending, AuditEvent.SENDING_ACCEPTED, "one", at).withAgency(ALPHA, Mode.LIVE).withRecipientOf(content)));

        byte[] sealed = database().sql("select personal_sealed from audit.record where sending_id = ? and subject_tag is null")
                .param(sending.value()).query((row, n) -> row.getBytes(1)).single();
        assertThat(new String(parts.getBean(RecordSealer.class).open(new SealContext("alpha", sending.toString(), "audit-2026"), sealed),
                StandardCharsets.UTF_8)).isEqualTo("name:Jan Proef");
        assertThat(database().sql("select count(*) from audit.record r where r::text like '%Proef%'").query(Integer.class).single()).isZero();
    }

    @Test void a_person_finds_what_is_about_him_and_what_he_did_by_a_login_in_one_agency_and_each_search_is_on_record() {
        AuditLog audit = parts.getBean(AuditLog.class);
        Recipient.Citizen recipient = new Recipient.Citizen(new Insz("90610199729"));
        Recipient.Citizen stranger = new Recipient.Citizen(new Insz("90610199828"));
        SendingId sending = new SendingId(UUID.randomUUID());
        Instant now = Instant.now();
        inTransaction(() -> {
            audit.append(of(ALPHA, sending, AuditEvent.SENDING_ACCEPTED, Actor.agency("one"), now).withSubject(recipient.kind(), Optional.of(recipient)));
            audit.append(of(ALPHA, sending, AuditEvent.ORIGINAL_REFUSED, Actor.loggedIn(audit.pseudonym(ALPHA, stranger, now)), now));
            audit.append(of(ALPHA, sending, AuditEvent.ORIGINAL_SHOWN, Actor.loggedIn(audit.pseudonym(ALPHA, recipient, now)), now));
            audit.append(of(ALPHA, sending, AuditEvent.LETTER_CHECKED, Actor.recipient("download-code"), now));
            audit.append(of(ALPHA, sending, AuditEvent.STATUS_CONSULTED, Actor.agency("login-" + audit.pseudonym(ALPHA, recipient, now)), now));
            audit.append(of(BETA, sending, AuditEvent.ORIGINAL_FETCHED, Actor.loggedIn(audit.pseudonym(BETA, recipient, now)), now));
        });

        assertThat(records(ALPHA, recipient)).containsExactly("LOGIN RECIPIENT ORIGINAL_SHOWN " + sending, "SUBJECT AGENCY SENDING_ACCEPTED " + sending);
        assertThat(records(ALPHA, stranger)).containsExactly("LOGIN RECIPIENT ORIGINAL_REFUSED " + sending);
        assertThat(records(BETA, recipient)).containsExactly("LOGIN RECIPIENT ORIGINAL_FETCHED " + sending);
        assertThat(records(ALPHA, stranger)).as("the search before").containsExactly("SUBJECT OPERATOR PERSON_CONSULTED -", "LOGIN RECIPIENT ORIGINAL_REFUSED " + sending);
        assertThat(database().sql("select actor_id || ' ' || (detail->>'reason') || ' ' || (detail->>'found') from audit.record where event = 'PERSON_CONSULTED' order by id")
                .query(String.class).list()).containsExactly("an access request 2", "an access request 1", "an access request 1", "an access request 2");
        assertThat(database().sql("select count(*) from audit.record r where r::text like '%90610199%'").query(Integer.class).single()).isZero();
    }

    @Test void of_more_records_than_are_wanted_the_newest_are_found() {
        AuditLog audit = parts.getBean(AuditLog.class);
        Recipient.Citizen person = new Recipient.Citizen(new Insz("90610199729"));
        Instant now = Instant.now();
        List<SendingId> sendings = List.of(new SendingId(UUID.randomUUID()), new SendingId(UUID.randomUUID()), new SendingId(UUID.randomUUID()));
        inTransaction(() -> sendings.forEach(sending ->
                audit.append(of(ALPHA, sending, AuditEvent.ORIGINAL_SHOWN, Actor.loggedIn(audit.pseudonym(ALPHA, person, now)), now))));

        assertThat(parts.getBean(SubjectSearch.class).recordsOf(ALPHA, person, 2)).extracting(found -> found.sending().orElseThrow())
                .containsExactly(sendings.get(2), sendings.get(1));
    }

    @Test void what_somebody_did_by_a_login_is_found_by_an_index() {
        String plan = new TransactionTemplate(parts.getBean(PlatformTransactionManager.class)).execute(now -> {
            database().sql("set local enable_seqscan = off").update();
            return String.join("\n", database().sql("""
                    explain select id from audit.record where actor_kind = 'RECIPIENT' and actor_id like 'login-%' and actor_id = any('{login-a,login-b}') and agency = 'alpha'""")
                    .query(String.class).list());
        });

        assertThat(plan).contains("record_2026_actor_id").doesNotContain("Seq Scan");
    }

    private static List<String> records(AgencyCode agency, Recipient.Citizen person) {
        PersonRecords.Found found = parts.getBean(PersonRecords.class).find(agency, person, new Decision(Actor.operator("an"), "access request"));
        assertThat(found.complete()).isTrue();
        return found.records().stream().map(record -> record.relation() + " " + record.actor() + " " + record.event() + " "
                + record.sending().map(Object::toString).orElse("-")).toList();
    }

    private static AuditRecord of(AgencyCode agency, SendingId sending, AuditEvent event, Actor actor, Instant at) {
        return AuditRecord.of(event, AuditOutcome.DONE, actor, at, "trace").withAgency(agency, Mode.LIVE).withSending(sending);
    }

    private static AuditRecord about(SendingId sending, AuditEvent event, String actor, Instant at) {
        return AuditRecord.of(event, AuditOutcome.DONE, Actor.agency(actor), at, "trace").withSending(sending);
    }

    private static AgreementEvidence evidence() {
        return new AgreementEvidence(parts.getBean(AuditLog.class), parts.getBean(RecordedAgreements.class), Clock.systemUTC());
    }

    private static AgreementChange change(AgencyCode code, Kind kind, Sha256 fingerprint) {
        return new AgreementChange(code, kind, List.of("mode"), Optional.empty(), Optional.of(fingerprint));
    }

    private static void tell(AgreementEvidence evidence, AgreementChange... changes) {
        inTransaction(() -> evidence.beforeChange(List.of(changes)));
    }

    private static List<String> recorded() {
        return database().sql("select detail->>'agency' || ' ' || (detail->>'kind') from audit.record order by id").query(String.class).list();
    }

    private static JdbcClient database() {
        return parts.getBean(JdbcClient.class);
    }

    private static void inTransaction(Runnable work) {
        parts.getBean(TransactionTemplate.class).executeWithoutResult(status -> work.run());
    }
}
