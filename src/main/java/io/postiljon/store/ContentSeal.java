package io.postiljon.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.SealContext;
import io.postiljon.crypto.SealedOutput;
import io.postiljon.crypto.WrappedKey;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.SendingId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Turns the content of a message into sealed bytes under a key of its own, and back. */
final class ContentSeal {
    /** Sealed bytes and their key: two columns that are emptied together. */
    record SealedContent(byte[] bytes, WrappedKey key) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Recipient.Citizen.class, name = "citizen"),
        @JsonSubTypes.Type(value = Recipient.Organisation.class, name = "organisation")})
    private interface RecipientAsJson {}

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addMixIn(Recipient.class, RecipientAsJson.class)
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)     // what a record holds, not what it can tell
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .build();
    private final DocumentSealer sealer;
    private final DocumentOpener opener;

    ContentSeal(DocumentSealer sealer, DocumentOpener opener) {
        this.sealer = sealer;
        this.opener = opener;
    }

    SealedContent seal(AgencyCode agency, SendingId sending, MessageContent content) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(2048);
        try {
            SealedOutput out = sealer.seal(context(agency, sending), sealed);
            try (out) {
                out.write(json.writeValueAsBytes(content));
            }
            return new SealedContent(sealed.toByteArray(), out.sealed().key());
        } catch (IOException inMemory) {
            throw new UncheckedIOException("the content of a message could not be sealed", inMemory);
        }
    }

    MessageContent open(AgencyCode agency, SendingId sending, SealedContent content) {
        try (InputStream in = opener.open(context(agency, sending), content.key(), new ByteArrayInputStream(content.bytes()))) {
            return json.readValue(in.readAllBytes(), MessageContent.class);
        } catch (IOException broken) {
            throw new IllegalStateException("the content of sending " + sending + " cannot be read: " + broken.getClass().getSimpleName());
        }
    }

    private static SealContext context(AgencyCode agency, SendingId sending) {
        return new SealContext(agency.value(), sending.toString(), "content");
    }
}
