package io.postiljon.intake;

import io.postiljon.access.StandingUnknown;
import io.postiljon.crypto.AgePolicy;
import io.postiljon.crypto.CertificateLookup;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DigestingInputStream;
import io.postiljon.crypto.SignatureVerdict;
import io.postiljon.crypto.SignatureVerifier;
import io.postiljon.crypto.SignedPart;
import io.postiljon.store.DropSignature;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges a drop as a whole, before anything of it is committed: that its zip has one meaning, within the limits, and that the
 * signature of the agency covers every entry. Each entry is unpacked once for it, and nothing is kept.
 */
public class DropCheck {
    private static final byte[] ARCHIVE_START = {'P', 'K', 3, 4};

    private final Vault vault;
    private final SignatureVerifier verifier;
    private final CertificateLookup certificates;
    private final AgePolicy age;
    private final DropLimits limits;

    DropCheck(Vault vault, SignatureVerifier verifier, CertificateLookup certificates, AgePolicy age, DropLimits limits) {
        this.vault = vault;
        this.verifier = verifier;
        this.certificates = certificates;
        this.age = age;
        this.limits = limits;
    }

    /**
     * What was sealed comes out whole or broken; others pass.
     *
     * @throws IOException when the vault fails
     * @throws DropWaits   when nobody says whether the certificate of the signature is revoked
     */
    public Arrival judge(Arrival arrival) throws IOException {
        if (!(arrival instanceof Arrival.Sealed sealed)) {
            return arrival;
        }
        try (SeekableByteChannel zip = vault.openChannel(sealed.zip())) {
            return judge(sealed, zip);
        } catch (RefusalException refused) {
            vault.discard(sealed.zip().id());
            return new Arrival.Broken(sealed.file(), refused.refusal());
        } catch (StandingUnknown notNow) {
            vault.discard(sealed.zip().id());
            throw new DropWaits();
        }
    }

    private Arrival judge(Arrival.Sealed sealed, SeekableByteChannel zip) throws IOException {
        List<DropSlot> slots = DropDirectory.read(zip, limits);
        DropArchive archive = new DropArchive(zip);
        int messages = count(slots, DropSlot.Kind.MESSAGE);
        if (messages == 0) {
            throw RefusalException.of(Issue.ofRequest(Complaint.ARCHIVE_EMPTY, limits.messages()));
        }
        DropSignature signature = signature(sealed.file(), slots, archive);
        requireNotTooMuch(slots, archive);
        return new Arrival.Whole(sealed.file(), sealed.zip(), signature, messages, count(slots, DropSlot.Kind.DOCUMENT));
    }

    private static int count(List<DropSlot> slots, DropSlot.Kind kind) {
        return (int) slots.stream().filter(slot -> slot.kind() == kind).count();
    }

    private DropSignature signature(DropFile file, List<DropSlot> slots, DropArchive archive) throws IOException {
        DropSlot slot = slots.stream().filter(entry -> entry.kind() == DropSlot.Kind.SIGNATURE).findFirst()
                .orElseThrow(() -> refusal(Complaint.SIGNATURE_MISSING));
        if (slot.sizeBytes() > SignatureVerifier.DROP_LIMIT_CHARACTERS) {
            throw refusal(Complaint.SIGNATURE_WRONG);
        }
        String jws = new String(bytes(archive, slot), StandardCharsets.ISO_8859_1).strip();
        List<SignedPart> parts = new ArrayList<>();
        for (DropSlot entry : slots) {
            if (entry.kind() != DropSlot.Kind.SIGNATURE) {
                parts.add(new SignedPart(entry.name(), digest(archive, entry)));
            }
        }
        return switch (verifier.verify(jws, parts, certificates, age, file.collectedAt())) {
            case SignatureVerdict.Valid valid when !file.agreement().signingThumbprints().contains(valid.thumbprint()) ->
                    throw refusal(Complaint.SIGNER);
            case SignatureVerdict.Valid valid -> new DropSignature(jws, valid.thumbprint(), valid.signedAt());
            case SignatureVerdict.Missing missing -> throw refusal(Complaint.SIGNATURE_MISSING);
            case SignatureVerdict.Coverage coverage -> throw refusal(Complaint.SIGNATURE_PARTS);
            case SignatureVerdict.Invalid invalid -> throw refusal(Complaint.SIGNATURE_WRONG);
            case SignatureVerdict.UnknownSigner unknown -> throw refusal(Complaint.SIGNATURE_WRONG);
            case SignatureVerdict.Expired expired -> throw RefusalException.of(Issue.inBody(Complaint.SIGNATURE_OLD, DropSlot.SIGNATURE,
                    age.maxAge().toSeconds(), age.maxAhead().toSeconds()));
        };
    }

    private static ContentDigest digest(DropArchive archive, DropSlot slot) throws IOException {
        try (DigestingInputStream content = new DigestingInputStream(archive.open(slot))) {
            if (slot.kind() == DropSlot.Kind.DOCUMENT && java.util.Arrays.equals(content.readNBytes(ARCHIVE_START.length), ARCHIVE_START)) {
                throw RefusalException.of(Issue.ofRequest(Complaint.ARCHIVE_NESTED));
            }
            content.transferTo(OutputStream.nullOutputStream());
            return content.digest();
        }
    }

    /** A document may belong to several messages and is sealed for each of them; that may not make the drop larger than its limit. */
    private void requireNotTooMuch(List<DropSlot> slots, DropArchive archive) throws IOException {
        Map<String, DropSlot> documents = slots.stream().filter(slot -> slot.kind() == DropSlot.Kind.DOCUMENT)
                .collect(Collectors.toMap(DropSlot::name, Function.identity()));
        long sealedBytes = 0;
        for (DropSlot slot : slots) {
            if (slot.kind() == DropSlot.Kind.MESSAGE && slot.sizeBytes() <= MultipartReader.JSON_LIMIT_BYTES) {
                sealedBytes += DropMessage.read(bytes(archive, slot)).documents().stream()
                        .map(documents::get).filter(java.util.Objects::nonNull).mapToLong(DropSlot::sizeBytes).sum();
            }
        }
        if (sealedBytes > limits.unpackedBytes()) {
            throw RefusalException.of(Issue.ofRequest(Complaint.ARCHIVE_SIZE, limits.unpackedBytes() + " bytes for all sendings together"));
        }
    }

    private static byte[] bytes(DropArchive archive, DropSlot slot) throws IOException {
        try (InputStream content = archive.open(slot)) {
            return content.readAllBytes();
        }
    }

    private static RefusalException refusal(Complaint complaint) {
        return RefusalException.of(Issue.inBody(complaint, DropSlot.SIGNATURE));
    }
}
