package io.postiljon.ebox;

import io.postiljon.store.Vault;
import java.util.Map;
import org.apache.camel.Headers;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.entity.mime.StringBody;
import org.apache.hc.core5.http.ContentType;

/** Prepares the call of a publication: headers of ours and no others, and a body that streams from the vault. */
public class PublicationCalls {
    private final Vault vault;
    private final MessageJson json;
    private final CallHeaders common;

    PublicationCalls(Vault vault, MessageJson json, CallHeaders common) {
        this.vault = vault;
        this.json = json;
        this.common = common;
    }

    public PublicationRequest prepare(PublicationAttempt attempt, TokenAnswer.Granted token, @Headers Map<String, Object> headers) {
        common.put(headers, token, attempt.onBehalfOf());
        headers.put("Idempotency-Key", '"' + attempt.key().toString() + '"');   // RFC 8941 String: the quotes belong to it
        MultipartEntityBuilder form = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.STRICT)
                .addPart("messageToPublish", new StringBody(json.render(attempt.content()), ContentType.APPLICATION_JSON));
        for (int at = 0; at < attempt.documents().size(); at++) {
            String name = FileNames.encoded(attempt.content().attachments().get(at).fileName());
            form.addPart(MessageJson.partName(at), new VaultBody(vault, attempt.documents().get(at), name));
        }
        return new PublicationRequest(form.build());
    }
}
