package io.postiljon.access;

import static io.postiljon.access.AgenciesFolder.smallest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementFilesTest {
    private static final AgencyCode ALPHA = new AgencyCode("alpha");
    private static final String KBO = "0999990024";

    @TempDir Path temp;
    private AgenciesFolder folder;

    @BeforeEach void emptyFolder() throws IOException {
        folder = new AgenciesFolder(Files.createDirectory(temp.resolve("agencies")));
    }

    @Test void what_is_not_written_is_off() {
        folder.write("alpha.yaml", smallest(KBO));

        Agreement agreement = folder.open().byCode(ALPHA).orElseThrow();

        assertThat(agreement.services()).isEmpty();
        assertThat(agreement.dataCategories()).isEmpty();
        assertThat(agreement.purposes()).isEmpty();
        assertThat(agreement.tlsThumbprints()).isEmpty();
        assertThat(agreement.signingThumbprints()).isEmpty();
        assertThat(agreement.sftp()).isEmpty();
        assertThat(agreement.eboxRules()).isEqualTo(Agreement.EboxRules.DEFAULT);
        assertThat(agreement.webhooks()).isEmpty();
        assertThat(agreement.printDefaults().registered()).isFalse();
        assertThat(agreement.mode()).isEqualTo(Mode.REHEARSAL);
        assertThat(agreement.organisationCode()).isEqualTo(KBO);
        assertThat(agreement.toString()).doesNotContain("dpo@example.org").doesNotContain(KBO);
    }

    @Test void the_sample_in_the_repository_is_a_good_agreement() throws IOException {
        var tls = AgencyCertificate.fresh();
        var sign = AgencyCertificate.fresh();
        folder.write("certificates/example-tls.pem", tls.pem());
        folder.write("certificates/example-sign.pem", sign.pem());
        folder.write("example.yaml", Files.readString(Path.of("config/agencies/example.yaml.sample"))
                .replace("1".repeat(64), tls.hexWithColons()).replace("2".repeat(64), sign.hex())
                .replace("# end:", "end:").replace("#   lastDay", "  lastDay").replace("#   choice", "  choice"));

        var files = folder.open();

        Agreement agreement = files.byTlsCertificate(tls.thumbprint()).orElseThrow();
        assertThat(agreement.code()).isEqualTo(new AgencyCode("example"));
        assertThat(agreement.organisationCode()).isEqualTo("OVO999901");
        assertThat(agreement.services()).containsExactlyInAnyOrder(Service.EBOX_CITIZEN, Service.EBOX_ENTERPRISE, Service.PRINT);
        assertThat(agreement.dataCategories()).contains(new DataCategory("tax-assessment"));
        assertThat(agreement.purposes()).contains(new Purpose("levy-of-taxes"));
        assertThat(agreement.defaultChannel()).isEqualTo(ChannelWish.EBOX_ELSE_PAPER);
        assertThat(agreement.signingThumbprints()).containsExactly(sign.thumbprint());
        assertThat(agreement.sftp().orElseThrow().user()).isEqualTo("example");
        assertThat(agreement.eboxClient()).isEqualTo(Agreement.EboxClient.ON_BEHALF_OF);
        assertThat(agreement.trios()).extracting(Agreement.Trio::recipients)
                .containsExactly(RecipientKind.CITIZEN, RecipientKind.ORGANISATION);
        assertThat(agreement.eboxRules()).isEqualTo(new Agreement.EboxRules(Agreement.EboxStrategy.ASK_FIRST,
                new Agreement.PaperCopies(Agreement.WhenNeverOpened.COPY, Optional.of(15)), Agreement.ReadStatus.ASKED));
        assertThat(agreement.printRetention()).isEqualTo(new Agreement.PrintRetention(30, 90, 365));
        assertThat(agreement.printDefaults().duplex()).isTrue();
        assertThat(agreement.printDefaults().downloadCheck()).isEqualTo(SecondFactor.POSTCODE);
        assertThat(agreement.printDefaults().withoutInsz()).isEqualTo(Agreement.WithoutInsz.REFUSE);
        assertThat(agreement.printDefaults().priority()).isEqualTo(PaperWishes.Priority.NON_PRIOR);
        assertThat(agreement.returnAddress().orElseThrow().postalCode()).isEqualTo("1000");
        assertThat(agreement.limits()).isEqualTo(new Agreement.Limits(600, 8, Duration.ofSeconds(30)));
        assertThat(agreement.profiles()).containsExactly(new Agreement.Profile("taxes", "Dienst Belastingen"));
        assertThat(agreement.officer().email()).isEqualTo("dpo@example.org");
        assertThat(agreement.subProcessors()).containsExactly("print-supplier");
        assertThat(agreement.webhooks())
                .containsExactly(new Agreement.Webhook("status", URI.create("https://events.example.org/postiljon"), Optional.empty(), Set.of()));
        assertThat(agreement.endsOn()).contains(LocalDate.of(2031, 12, 31));
        assertThat(agreement.endChoice()).contains(Agreement.EndChoice.DELETE);
    }

    @Test void an_agreement_can_ask_that_recipients_log_in() {
        folder.write("alpha.yaml", smallest(KBO).replace("defaultChannel: EBOX\n", "defaultChannel: PAPER\n") + """
                services: [PRINT]
                print:
                  retentionDays: {minimum: 0, default: 30, maximum: 60}
                  documentType: letter
                  downloadCheck: login-and-postcode
                  downloadCheckWithoutInsz: postcode
                """);

        Agreement.PrintDefaults defaults = folder.open().byCode(new AgencyCode("alpha")).orElseThrow().printDefaults();

        assertThat(defaults.downloadCheck()).isEqualTo(SecondFactor.LOGIN_AND_POSTCODE);
        assertThat(defaults.downloadCheckFor(RecipientKind.CITIZEN)).contains(SecondFactor.LOGIN_AND_POSTCODE);
        assertThat(defaults.downloadCheckFor(RecipientKind.ADDRESSEE)).contains(SecondFactor.POSTCODE);
    }

    @Test void an_agreement_can_ask_access_tokens_and_says_for_which_clients() {
        folder.write("alpha.yaml", smallest(KBO) + "accessToken: {clients: [alpha-letters, alpha-reader]}\n");
        folder.write("beta.yaml", smallest("0999990123"));

        AgreementFiles files = folder.open();

        assertThat(files.byCode(new AgencyCode("alpha")).orElseThrow().accessToken()).contains(new Agreement.AccessToken(Set.of("alpha-letters", "alpha-reader")));
        assertThat(files.byCode(new AgencyCode("beta")).orElseThrow().accessToken()).isEmpty();
    }

    @Test void a_demand_for_tokens_of_nobody_or_of_a_client_of_another_agency_is_refused() {
        folder.write("alpha.yaml", smallest(KBO) + "accessToken: {clients: [one]}\n");
        folder.write("beta.yaml", smallest("0999990123") + "accessToken: {clients: [two, one]}\n");
        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("/accessToken/clients: a client of the authorisation server is also that of agency");

        for (String wrong : List.of("accessToken: {}", "accessToken: {clients: []}", "accessToken: {clients: ['a b']}", "accessToken: {clients: [one], required: false}")) {
            folder.write("beta.yaml", smallest("0999990123") + wrong + "\n");
            assertThatExceptionOfType(AgreementsRefused.class).as(wrong).isThrownBy(folder::open).withMessageContaining("/accessToken");
        }
    }

    @Test void a_paper_copy_needs_print_and_a_read_status() {
        folder.write("alpha.yaml", smallest(KBO) + """
                services: [EBOX_ENTERPRISE]
                ebox:
                  client: own
                  readStatus: false
                  paperCopy: {neverOpened: true, unreadAfterDays: 15}
                  messageTypes:
                    - {id: T, senderApplicationId: "a", for: enterprise}
                """);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("/ebox/paperCopy: a paper copy needs PRINT")
                .withMessageContaining("/ebox/paperCopy/unreadAfterDays: without readStatus");
    }

    @Test void a_wrong_file_stops_the_start_and_all_faults_of_all_files_are_listed() {
        folder.write("alpha.yaml", smallest(KBO).replace("mode: rehearsal", "mode: maybe") + "servcies: [PRINT]\n");
        folder.write("beta.yaml", smallest("0999990025"));
        folder.write("Gamma.yaml", smallest("0999990123"));
        folder.write("delta.yml", smallest("0999990123"));

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("5 fault(s)")
                .withMessageContaining("alpha.yaml:4 /mode: ").withMessageContaining("rehearsal: everything is checked")
                .withMessageContaining("alpha.yaml:9 /servcies: ").withMessageContaining("services, dataCategories")
                .withMessageContaining("beta.yaml:3 /organisation/kbo: the check number")
                .withMessageContaining("Gamma.yaml: the file name").withMessageContaining("delta.yml: the file name");
    }

    @Test void an_agreement_that_breaks_a_rule_of_the_site_stops_the_start_with_its_line() {
        folder.write("alpha.yaml", smallest(KBO));

        assertThatExceptionOfType(AgreementsRefused.class)
                .isThrownBy(() -> folder.openUnder(agreement -> Optional.of(new AgreementRule.Breach("/mode", "the site has no such mode"))))
                .withMessageContaining("alpha.yaml:4 /mode: the site has no such mode");
    }

    @Test void a_folder_that_is_not_there_stops_the_start() {
        assertThatExceptionOfType(AgreementsRefused.class)
                .isThrownBy(() -> new AgenciesFolder(temp.resolve("none")).open()).withMessageContaining("cannot be listed");
    }

    @Test void other_files_in_the_folder_are_not_agreements() {
        folder.write("example.yaml.sample", "not: loaded");
        folder.write(".alpha.yaml.swp", "not: loaded");
        folder.write("certificates/x.pem", "not loaded");

        assertThat(folder.open().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "services: [FAX]                                          | /services/0",
        "services: [PRINT, PRINT]                                 | /services",
        "services: [EBOX_CITIZEN]                                 | ''",
        "services: [PRINT]                                        | ''",
        "services:                                                | /services",
        "purposes: [UPPER]                                        | /purposes/0",
        "limits: {requestsPerMinute: 0}                           | /limits/requestsPerMinute",
        "limits: {requestsPerMinute: '600'}                       | /limits/requestsPerMinute",
        "limits: {megabytesPerHour: 99}                          | /limits/megabytesPerHour",
        "limits: {idleSeconds: 301}                               | /limits/idleSeconds",
        "sftp: {user: ../etc, keys: []}                           | /sftp/user",
        "sftp: {user: alpha}                                      | /sftp",
        "end: {lastDay: 2031-02-30, choice: delete}               | /end/lastDay",
        "end: {lastDay: 2031-02-28}                               | /end",
        "webhooks: [{name: a, url: 'http://example.org/'}]        | /webhooks/0/url",
        "webhooks: [{name: a, url: 'https://127.0.0.1/'}]         | /webhooks/0/url",
        "webhooks: [{name: a, url: 'https://localhost/'}]         | /webhooks/0/url",
        "webhooks: [{name: a, url: 'https://u@example.org/'}]     | /webhooks/0/url",
        "webhooks: [{name: a, url: 'https://example.org/?a=b'}]   | /webhooks/0/url",
        "webhooks: [{name: a, url: 'https://example.org/%7B'}]    | /webhooks/0/url",
        "webhooks: [{name: a, url: 'https://a.org', types: [x]}]  | /webhooks/0/types",
        "webhooks: [{name: a, url: 'https://a.org', secretFile: ../x}] | /webhooks/0/secretFile",
        "webhooks: [{name: a, url: 'https://a b.org/'}]           | /webhooks/0/url",
        "profiles: [{code: a, name: A}, {code: a, name: B}]       | /profiles/1/code",
        "'a/b': 1                                                 | /a~1b",
        "code: alpha                                              | /code"
    })
    void a_wrong_member_is_named_by_its_place_and_never_by_its_value(String member, String pointer) {
        folder.write("alpha.yaml", smallest(KBO) + member + "\n");

        var files = new AgreementFolder(folder.path(), AgencyCertificate::thumbprint, List.of());
        var problems = files.read().readings().get(ALPHA).problems();

        assertThat(problems).isNotEmpty().extracting(AgreementProblem::pointer).contains(pointer);
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("alpha.yaml");
            assertThat(problem.line()).isBetween(1, 9);
            assertThat(problem.text()).hasSizeGreaterThan(30).doesNotContain("FAX").doesNotContain("127.0.0.1").doesNotContain("../etc");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "mode", "defaultChannel", "dataProtectionOfficer", "organisation"})
    void a_missing_member_is_named_with_what_belongs_there(String member) {
        String text = smallest(KBO).replaceAll("(?m)^" + member + ":.*\\R( .*\\R)*", "");
        folder.write("alpha.yaml", text);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("alpha.yaml:1: the member " + member + " is missing. ");
    }

    @Test void a_ticked_ebox_needs_a_message_type_for_those_recipients() {
        folder.write("alpha.yaml", smallest(KBO) + """
                services: [EBOX_CITIZEN]
                ebox:
                  client: own
                  messageTypes: [{id: T, senderApplicationId: "a:b", for: enterprise}]
                """);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("/ebox/messageTypes: EBOX_CITIZEN is ticked and no message type is for citizen");
    }

    @Test void the_default_channel_needs_its_service() {
        folder.write("alpha.yaml", smallest(KBO).replace("EBOX", "EBOX_ELSE_PAPER") + """
                services: [EBOX_CITIZEN]
                ebox:
                  client: own
                  messageTypes: [{id: T, senderApplicationId: "a:b", for: citizen}]
                """);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open).withMessageContaining("/defaultChannel: ");
    }

    @Test void print_terms_must_be_in_order_and_a_return_address_needs_a_name() {
        folder.write("alpha.yaml", smallest(KBO) + """
                print:
                  retentionDays: {minimum: 30, default: 20, maximum: 90}
                  documentType: letter
                """);
        folder.write("beta.yaml", smallest("0999990123") + """
                print:
                  retentionDays: {minimum: 10, default: 20, maximum: 90}
                  documentType: letter
                  returnAddress: {street: Straat, houseNumber: "1", postalCode: "1000", municipality: Brussel}
                """);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("alpha.yaml:10 /print/retentionDays: ")
                .withMessageContaining("beta.yaml:12 /print/returnAddress: ").withMessageContaining("a name or an organisation");
    }

    @Test void a_return_address_that_the_post_does_not_read_is_refused_with_member_and_rule() {
        folder.write("alpha.yaml", smallest(KBO) + """
                print:
                  retentionDays: {minimum: 10, default: 20, maximum: 90}
                  documentType: letter
                  returnAddress: {organisation: Dienst, street: "Straat, links", houseNumber: "1", postalCode: "9999", municipality: Brussel}
                """);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("/print/returnAddress/street: ").withMessageContaining("address-street")
                .withMessageContaining("/print/returnAddress/postalCode: ").withMessageContaining("address-postal-code");
    }

    @Test void a_file_that_is_too_large_or_not_utf_8_is_refused() throws IOException {
        folder.write("alpha.yaml", smallest(KBO) + "#".repeat(Inputs.FILE_LIMIT_BYTES));
        Files.write(folder.path().resolve("beta.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9, '\n'});

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("alpha.yaml: the file is larger than 65536 bytes").withMessageContaining("beta.yaml: the file is not UTF-8");
    }

    @Test void each_way_to_write_a_pin_is_understood() {
        var one = AgencyCertificate.fresh();
        var two = AgencyCertificate.fresh();
        var three = AgencyCertificate.fresh();
        folder.write("alpha.yaml", smallest(KBO) + folder.certificate("a.pem", one, one.hex(), "tls"));
        folder.write("beta.yaml", smallest("0999990123") + folder.certificate("certificates/b.pem", two, two.hexWithColons(), "tls, sign"));
        folder.write("gamma.yaml", smallest("1000000021") + folder.certificate("c.pem", three, three.thumbprint(), "sign"));

        var files = folder.open();

        assertThat(files.byTlsCertificate(one.thumbprint()).map(Agreement::code)).contains(ALPHA);
        assertThat(files.byTlsCertificate(two.thumbprint()).map(Agreement::code)).contains(new AgencyCode("beta"));
        assertThat(files.byTlsCertificate(three.thumbprint())).isEmpty();
        assertThat(files.byTlsCertificate(AgencyCertificate.fresh().thumbprint())).isEmpty();
    }

    @Test void a_certificate_that_is_not_the_pinned_one_is_refused() {
        var registered = AgencyCertificate.fresh();
        folder.write("alpha.yaml", smallest(KBO) + folder.certificate("a.pem", AgencyCertificate.fresh(), registered.hex(), "tls"));

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("alpha.yaml:10 /certificates/0: the certificate in the file is not the one of sha256");
    }

    @Test void a_certificate_file_holds_one_certificate_and_no_private_key() {
        var good = AgencyCertificate.fresh();
        folder.write("alpha.yaml", smallest(KBO) + folder.certificate("a.pem", good, good.hex(), "tls"));
        folder.write("a.pem", good.pem() + AgencyCertificate.fresh().pem());
        folder.write("beta.yaml", smallest("0999990123") + folder.certificate("b.pem", good, good.hex(), "tls"));
        folder.write("b.pem", good.pem() + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        folder.write("gamma.yaml", smallest("1000000021") + folder.certificate("c.pem", good, good.hex(), "tls"));
        folder.write("c.pem", "no certificate");

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("alpha.yaml:10 /certificates/0: the file must hold exactly one")
                .withMessageContaining("beta.yaml:10 /certificates/0: the file holds a private key")
                .withMessageContaining("gamma.yaml:10 /certificates/0: the file is not a certificate");
    }

    @Test void a_certificate_outside_the_folder_is_not_read_even_through_a_link() throws IOException {
        var good = AgencyCertificate.fresh();
        Path outside = Files.writeString(temp.resolve("outside.pem"), good.pem());
        folder.write("alpha.yaml", smallest(KBO) + folder.certificate("a.pem", good, good.hex(), "tls"));
        folder.remove("a.pem");
        Files.createSymbolicLink(folder.path().resolve("a.pem"), outside);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("alpha.yaml:10 /certificates/0/file: this file cannot be read, lies outside");
    }

    @Test void two_agencies_never_share_what_identifies_them() {
        var shared = AgencyCertificate.fresh();
        String sftp = "sftp: {user: drop, keys: ['SHA256:" + "A".repeat(43) + "']}\n";
        folder.write("alpha.yaml", smallest(KBO) + folder.certificate("a.pem", shared, shared.hex(), "tls") + sftp);
        folder.write("beta.yaml", smallest(KBO) + folder.certificate("a.pem", shared, shared.hex(), "sign") + sftp);

        assertThatExceptionOfType(AgreementsRefused.class).isThrownBy(folder::open)
                .withMessageContaining("8 fault(s)")
                .withMessageContaining("alpha.yaml /certificates: a certificate is also that of agency beta")
                .withMessageContaining("beta.yaml /certificates: a certificate is also that of agency alpha")
                .withMessageContaining("/organisation: ").withMessageContaining("/sftp/user: ").withMessageContaining("/sftp/keys: ");
    }

    @Test void two_entities_of_one_organisation_are_told_apart_by_their_ovo_code() {
        folder.write("alpha.yaml", smallest(KBO).replace("mode:", "  ovo: OVO999901\nmode:"));
        folder.write("beta.yaml", smallest(KBO).replace("mode:", "  ovo: OVO999902\nmode:"));

        assertThat(folder.open().all()).extracting(Agreement::organisationCode).containsExactly("OVO999901", "OVO999902");
    }
}
