package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import io.postiljon.store.Drop;
import io.postiljon.store.DropId;
import io.postiljon.store.DropSignature;
import io.postiljon.store.DropState;
import io.postiljon.store.Drops;
import io.postiljon.store.StoredDocument;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes the sendings out of a received drop, one after another, each document sealed as an object of its own. */
public class DropReader {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Drops drops;
    private final Vault vault;
    private final Agreements agreements;
    private final DropLimits limits;
    private final Clock clock;

    DropReader(Drops drops, Vault vault, Agreements agreements, DropLimits limits, Clock clock) {
        this.drops = drops;
        this.vault = vault;
        this.agreements = agreements;
        this.limits = limits;
        this.clock = clock;
    }

    /** The messages whose outcome is not stored yet, in the order of their names; none when the drop is over. */
    public List<DropEntry> entries(DropId id) throws IOException {
        Drop drop = drops.get(id);
        if (drop.state() != DropState.RECEIVED) {
            return List.of();
        }
        Set<String> settled = drops.settled(id);
        try (SeekableByteChannel channel = vault.openChannel(zip(id))) {
            List<DropSlot> slots = DropDirectory.read(channel, limits);
            Map<String, DropSlot> documents = slots.stream().filter(slot -> slot.kind() == DropSlot.Kind.DOCUMENT)
                    .collect(Collectors.toUnmodifiableMap(DropSlot::name, Function.identity()));
            return slots.stream().filter(slot -> slot.kind() == DropSlot.Kind.MESSAGE && !settled.contains(slot.name()))
                    .sorted(Comparator.comparing(DropSlot::name)).map(slot -> new DropEntry(drop, slot, documents)).toList();
        }
    }

    /** @throws IOException when the vault fails: the drop is tried again later */
    public Unpacked unpack(DropEntry entry) throws IOException {
        Optional<Agreement> agreement = agreements.byCode(entry.drop().agency());
        if (agreement.isEmpty()) {
            return new Unpacked.Unfit(entry, Optional.empty(), Actor.gateway("intake-finish-drop"), Refusal.of(Issue.ofRequest(Complaint.TERMINATED)));
        }
        if (entry.message().sizeBytes() > MultipartReader.JSON_LIMIT_BYTES) {
            return unfit(entry, Optional.empty(), agreement.get(), Issue.inBody(Complaint.MESSAGE_SIZE, "the message", MultipartReader.JSON_LIMIT_BYTES));
        }
        try (SeekableByteChannel channel = vault.openChannel(zip(entry.drop().id()))) {
            DropArchive archive = new DropArchive(channel);
            byte[] json = bytes(archive, entry.message());
            DropMessage message = DropMessage.read(json);
            List<DropSlot> documents = message.documents().stream().map(entry.documents()::get).filter(Objects::nonNull)
                    .sorted(Comparator.comparing(DropSlot::name)).toList();
            if (documents.stream().mapToLong(DropSlot::sizeBytes).sum() > limits.sendingBytes()) {
                return unfit(entry, message.reference(), agreement.get(), Issue.inBody(Complaint.DOCUMENTS_SIZE, "attachments", limits.sendingBytes()));
            }
            return new Unpacked.Ready(entry, message.reference(), sending(entry, agreement.get(), json, sealed(entry, archive, documents)));
        }
    }

    /** Removes what was sealed for a sending that did not become one: refused, or a repeat of one that has its own documents. */
    public void tidy(Unpacked.Ready ready, Object verdict) {
        boolean superfluous = verdict instanceof Answer.Repeated || verdict instanceof Refusal refusal && refusal.isFinal();
        if (superfluous) {
            ready.sending().documents().forEach(document -> vault.discard(document.object().id()));
        }
    }

    private static Unpacked unfit(DropEntry entry, Optional<String> reference, Agreement agreement, Issue issue) {
        return new Unpacked.Unfit(entry, reference, DropFile.actorOf(agreement), Refusal.of(issue));
    }

    private static byte[] bytes(DropArchive archive, DropSlot slot) throws IOException {
        try (InputStream content = archive.open(slot)) {
            return content.readAllBytes();
        }
    }

    private static ReceivedSending sending(DropEntry entry, Agreement agreement, byte[] json, List<ReceivedDocument> documents) {
        Drop drop = entry.drop();
        DropSignature signature = drop.signature().orElseThrow();
        return new ReceivedSending(agreement, DropFile.actorOf(agreement), Entrance.SFTP, keyOf(drop, entry.message().name()),
                new TraceId(UUID.fromString(drop.traceId())), entry.message().name(), json, documents,
                new SignatureSource.VerifiedByDrop(signature.jws(), signature.thumbprint(), signature.signedAt(), drop.id()));
    }

    /** The same entry of the same drop has the same key, however often it is read. */
    static IdempotencyKey keyOf(Drop drop, String entry) {
        return new IdempotencyKey(IdempotencyKey.DROP + drop.name() + ":" + entry);
    }

    private List<ReceivedDocument> sealed(DropEntry entry, DropArchive archive, List<DropSlot> documents) throws IOException {
        List<ReceivedDocument> sealed = new ArrayList<>();
        try {
            for (DropSlot slot : documents) {
                sealed.add(sealed(entry, archive, slot));
            }
            return sealed;
        } catch (IOException | RuntimeException failed) {
            sealed.forEach(document -> vault.discard(document.object().id()));
            throw failed;
        }
    }

    private ReceivedDocument sealed(DropEntry entry, DropArchive archive, DropSlot slot) throws IOException {
        String fileName = slot.name().substring(DropSlot.DOCUMENTS.length());
        try (InputStream content = archive.open(slot);
                VaultWriter writer = vault.write(entry.drop().agency(), new DocumentId(Randoms.uuidV7(clock.instant())))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                writer.write(buffer, 0, count);
            }
            return new ReceivedDocument(slot.name(), fileName, ReceivedDocument.NameForm.USABLE, writer.finish());
        }
    }

    private StoredDocument zip(DropId id) {
        return drops.zip(id).orElseThrow(() -> new IllegalStateException("the zip of drop " + id + " is gone"));
    }
}
