package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.Status;
import io.postiljon.sending.TestRecipient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each test recipient does what the list says, played in rehearsal and by the simulators. */
@Timeout(400)
class RecipientOutcomesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir static Path folder;
    private static SandboxSystem system;
    private static GatewayInProcess gateway;
    private static SandboxJson sandbox;

    @BeforeAll static void start() {
        system = SandboxSystem.start(folder.resolve("sandbox"), Progress.SILENT);
        gateway = GatewayInProcess.start(system);
        sandbox = SandboxApplication.open(system);
    }

    @AfterAll static void stop() {
        gateway.close();
        system.close();
    }

    @Test void in_rehearsal_every_recipient_has_its_outcome_and_nothing_leaves() {
        try (AgencyClient agency = AgencyClient.of(sandbox, system.folder(), "oefenen")) {
            Map<Answer, List<Status>> expected = new LinkedHashMap<>();
            for (TestRecipient recipient : TestRecipient.values()) {
                openDossier(agency, recipient);
                expected.put(agency.send(Letter.forEbox(agency.agency(), asJson(recipient)).withDocument(SamplePdf.saying("Proef"))), recipient.byEbox());
                expected.put(agency.send(Letter.onPaper(agency.agency(), asJson(recipient)).withDocument(SamplePdf.saying("Proef"))), recipient.onPaper());
            }

            Map<Answer, List<Status>> inTime = new LinkedHashMap<>();
            expected.forEach((answer, statuses) -> {
                if (statuses.getLast() == Status.EXPIRED_UNREAD) {
                    inTime.put(answer, statuses);
                } else {
                    requireOutcome(agency, answer, statuses);
                }
            });
            system.clock().advance(Duration.ofDays(200));      // beyond the validity of what nobody reads
            assertThat(inTime).isNotEmpty();
            inTime.forEach((answer, statuses) -> requireOutcome(agency, answer, statuses));
            assertThat(new PartnerView(sandbox).messages().stream().filter(message -> message.path("sender").asText().equals(agency.agency().kbo()))).isEmpty();
        }
    }

    @Test void for_a_live_agency_the_simulators_do_the_same() {
        try (AgencyClient agency = AgencyClient.of(sandbox, system.folder(), "belastingen")) {
            Answer lost = agency.send(Letter.forEbox(agency.agency(), asJson(TestRecipient.ANSWER_LOST)).withDocument(SamplePdf.saying("Brief")));
            Answer struckOff = agency.send(Letter.forEbox(agency.agency(), asJson(TestRecipient.COMPANY_STRUCK_OFF)).withDocument(SamplePdf.saying("Brief")));
            Answer refused = agency.send(Letter.onPaper(agency.agency(), sandbox.recipient(agency.agency(), "citizen", "printer-refuses"))
                    .withDocument(SamplePdf.saying("Brief")));

            requireOutcome(agency, lost, TestRecipient.ANSWER_LOST.byEbox());
            requireOutcome(agency, struckOff, TestRecipient.COMPANY_STRUCK_OFF.byEbox());
            requireOutcome(agency, refused, TestRecipient.PRINTER_REFUSES.onPaper());
            assertThat(agency.status(refused.messageId()).body().path("outcomeCode").asText()).isEqualTo("ADDRESS_INCOMPLETE");
        }
    }

    @Test void printer_and_post_of_the_sandbox_end_each_letter_as_its_recipient_says() {
        try (AgencyClient agency = AgencyClient.of(sandbox, system.folder(), "belastingen"); AgencyClient other = AgencyClient.of(sandbox, system.folder(), "oefenen")) {
            Map<TestRecipient, Answer> sent = new LinkedHashMap<>();
            for (TestRecipient recipient : TestRecipient.values()) {
                if (recipient.byPost().isPresent()) {
                    sent.put(recipient, agency.send(Letter.onPaper(agency.agency(), sandbox.recipient(agency.agency(), "citizen", behaviour(recipient)))
                            .withDocument(SamplePdf.saying("Brief"))));
                }
            }

            assertThat(sent).hasSizeGreaterThan(15);
            sent.forEach((recipient, answer) -> {
                requireOutcome(agency, answer, recipient.onPaper());
                recipient.returnReason().ifPresent(reason ->
                        assertThat(agency.status(answer.messageId()).body().path("returnReason").path("code").asText()).isEqualTo(reason.name()));
            });
            requirePaper(agency, other, sent.get(TestRecipient.SIGNED_FOR), "RECEIPT");
            requirePaper(agency, other, sent.get(TestRecipient.BACK_MOVED), "RETURN");
        }
    }

    @Test void an_ordinary_letter_is_handed_over_when_its_day_has_come() {
        try (AgencyClient agency = AgencyClient.of(sandbox, system.folder(), "belastingen")) {
            SandboxJson.Recipient recipient = sandbox.recipient(agency.agency(), "citizen", "no-consent");
            Answer ordinary = agency.send(Letter.onPaper(agency.agency(), recipient).withDocument(SamplePdf.saying("Brief")));
            Answer registered = agency.send(Letter.onPaper(agency.agency(), new SandboxJson.Recipient(recipient.kind(), recipient.id(), recipient.dossierOf(),
                    recipient.behaviour(), ((ObjectNode) recipient.paper().deepCopy()).put("registered", true))).withDocument(SamplePdf.saying("Brief")));
            requireOutcome(agency, ordinary, List.of(Status.AT_PRINTER));
            requireOutcome(agency, registered, List.of(Status.AT_PRINTER));

            system.clock().advance(Duration.ofDays(7));

            requireOutcome(agency, ordinary, List.of(Status.AT_PRINTER, Status.HANDED_TO_POST));
            requireOutcome(agency, registered, List.of(Status.AT_PRINTER, Status.HANDED_TO_POST, Status.DELIVERED));
        }
    }

    private static void requirePaper(AgencyClient owner, AgencyClient other, Answer answer, String kind) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(owner.status(answer.messageId()).body().path("evidence")).hasSize(1));
        JsonNode line = owner.status(answer.messageId()).body().path("evidence").get(0);
        assertThat(line.path("kind").asText()).isEqualTo(kind);
        Answer pdf = owner.get(line.path("href").asText());
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(ContentDigest.of(pdf.bytes()).hex()).isEqualTo(line.path("sha256").asText());
        assertThat(other.get(line.path("href").asText()).status()).as("of another agency").isEqualTo(404);
    }

    private static String behaviour(TestRecipient recipient) {
        return recipient.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void requireOutcome(AgencyClient agency, Answer accepted, List<Status> statuses) {
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        await().atMost(PATIENCE).untilAsserted(() ->
                assertThat(agency.status(accepted.messageId()).body().path("status").asText()).isEqualTo(statuses.getLast().name()));
        List<String> history = new ArrayList<>();
        for (JsonNode line : agency.status(accepted.messageId()).body().path("history")) {
            history.add(line.path("status").asText());
        }
        assertThat(history).containsAll(statuses.stream().map(Status::name).toList());
    }

    private static void openDossier(AgencyClient agency, TestRecipient recipient) {
        Answer answer = switch (recipient.recipient().kind()) {
            case CITIZEN -> agency.openCitizenDossier("dossier-of-" + recipient, recipient.number());
            case ORGANISATION -> agency.openOrganisationDossier("dossier-of-" + recipient, recipient.number());
            case ADDRESSEE -> throw new IllegalStateException("a test recipient has a number");
        };
        assertThat(answer.status()).isEqualTo(201);
    }

    private static SandboxJson.Recipient asJson(TestRecipient recipient) {
        JsonNode paper = sandbox.recipients().getFirst().paper();
        return new SandboxJson.Recipient(recipient.recipient().kind() == RecipientKind.CITIZEN ? "citizen" : "organisation", recipient.number(),
                List.of(), recipient.name(), paper);
    }
}
