package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sandbox.client.AgencyClient;
import io.postiljon.sandbox.client.Answer;
import io.postiljon.sandbox.client.Letter;
import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sending.SendingId;
import io.postiljon.store.Sendings;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultObjectKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** A letter of which the original is behind a login, to be opened by hand: what its recipient reads off the sheet. */
final class LoginExample {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern CODE = Pattern.compile("[2-9A-Z]{5}(?:-[2-9A-Z]{5}){4}");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private LoginExample() {}

    /** Sends it and reads its cover sheet before that goes to the printer. @return the address that its QR holds; empty when it is not made in time */
    static Optional<String> send(SandboxSystem system, SandboxJson sandbox, GatewayInProcess gateway) {
        try (AgencyClient court = AgencyClient.of(sandbox, system.folder(), SandboxAgency.ASKS_LOGIN)) {
            SandboxJson.Recipient recipient = sandbox.recipient(court.agency(), "citizen", "consent");
            Answer accepted = court.send(Letter.onPaper(court.agency(), recipient)
                    .with("paper", ((ObjectNode) recipient.paper().deepCopy()).put("downloadable", true)).withDocument(SamplePdf.saying("Dagvaarding")));
            return accepted.status() == 202 ? cover(gateway, SendingId.parse(accepted.messageId()))
                    .map(code -> sandbox.publicSite() + "/letter?lang=nl#" + code.replace("-", "")) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> cover(GatewayInProcess gateway, SendingId sending) throws IOException {
        for (Instant end = Instant.now().plus(PATIENCE); Instant.now().isBefore(end); LockSupport.parkNanos(PAUSE.toNanos())) {
            List<StoredDocument> covers = gateway.bean(Sendings.class).objects(VaultObjectKind.COVER, sending);
            if (!covers.isEmpty()) {
                try (InputStream pdf = gateway.bean(Vault.class).open(covers.getFirst()); PDDocument sheet = Loader.loadPDF(pdf.readAllBytes())) {
                    return CODE.matcher(new PDFTextStripper().getText(sheet)).results().map(MatchResult::group).findFirst();
                }
            }
        }
        return Optional.empty();
    }
}
