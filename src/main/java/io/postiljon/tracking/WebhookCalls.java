package io.postiljon.tracking;

import io.postiljon.crypto.WebhookSigner;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.store.WebhookDelivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Message;

/** Makes the request of one call: the body of the delivery, signed anew because the time is part of the signature. */
public class WebhookCalls {
    private final Agreements agreements;
    private final WebhookSigner signer;
    private final PublicHosts hosts;
    private final Path secretsFolder;
    private final Clock clock;

    WebhookCalls(Agreements agreements, WebhookSigner signer, PublicHosts hosts, Path secretsFolder, Clock clock) {
        this.agreements = agreements;
        this.signer = signer;
        this.hosts = hosts;
        this.secretsFolder = secretsFolder;
        this.clock = clock;
    }

    /** @throws IOException when the address may not be called, or is not found */
    public void prepare(WebhookDelivery delivery, Message request) throws IOException {
        Agreement.Webhook webhook = agreements.byCode(delivery.agency()).flatMap(agreement -> WebhookDesk.named(agreement, delivery.endpoint()))
                .orElseThrow(() -> new IOException("the address is no longer agreed"));
        hosts.require(webhook.address().getHost());
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Instant now = clock.instant();
        String id = delivery.eventId().toString();
        request.removeHeaders("*");
        request.setHeader("Content-Type", "application/cloudevents+json");
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        request.setHeader("webhook-signature", signer.sign(id, now, body, webhook.secretFile().map(secretsFolder::resolve)));
        request.setBody(body);
    }
}
