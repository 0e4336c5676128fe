package io.postiljon.intake;

import io.postiljon.sending.Attachment;
import io.postiljon.sending.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code attachments[]} against the documents that came along: each entry has one part and each part one entry. */
final class AttachmentsReader {
    /** Both the e-Box of 2023 and MAGDA Online stop at six. */
    private static final int MOST = 6;
    private static final Map<String, String> OLD_NAMES =
            Map.of("mainContent", "isMainContent", "attachmentSigned", "isAttachmentSigned", "attachmentTitle", "");

    private final Findings findings;
    private final Map<String, String> fileNames;
    private final Map<String, Sha256> digests = new LinkedHashMap<>();

    AttachmentsReader(Findings findings, Map<String, String> fileNames) {
        this.findings = findings;
        this.fileNames = fileNames;
    }

    record Reading(List<Attachment> attachments, Map<String, Sha256> declaredDigests) {}

    private record Entry(Optional<String> partName, boolean isMain, Optional<Attachment> attachment) {}

    Reading read(Members message, boolean bodyIsMain) {
        message.required("attachments");
        List<Members> list = message.objects("attachments");
        if (list.isEmpty() || list.size() > MOST) {
            findings.form(Complaint.WRONG_COUNT, "attachments", 1, MOST);
        }
        if (bodyIsMain && !message.has("bodyContent")) {
            findings.form(Complaint.MEMBER_MISSING, "bodyContent");
        }
        List<Entry> entries = list.stream().limit(2L * MOST).map(this::entry).toList();
        long mains = entries.stream().filter(Entry::isMain).count() + (bodyIsMain ? 1 : 0);
        if (!entries.isEmpty() && mains != 1) {
            findings.form(Complaint.ONE_MAIN_CONTENT, "attachments.isMainContent");
        }
        match(entries);
        return new Reading(entries.stream().map(Entry::attachment).flatMap(Optional::stream).toList(), digests);
    }

    private Entry entry(Members entry) {
        Optional<String> part = entry.requiredText("httpPartName");
        entry.required("isMainContent");
        boolean main = entry.bool("isMainContent").orElse(false);
        boolean signed = entry.bool("isAttachmentSigned").orElse(false);
        Optional<Sha256> digest = entry.requiredObject("digest").flatMap(this::digest);
        entry.noOthers(OLD_NAMES);
        part.ifPresent(name -> digest.ifPresent(value -> digests.put(name, value)));
        Optional<Attachment> attachment = part.filter(fileNames::containsKey).flatMap(name -> digest.map(value ->
                new Attachment(name, fileNames.get(name), main ? Attachment.Role.MAIN : Attachment.Role.ANNEX,
                        signed ? Attachment.PdfSignature.SIGNED : Attachment.PdfSignature.NOT_SIGNED, value)));
        return new Entry(part, main, attachment);
    }

    @SuppressWarnings("checkstyle:ConstantName") // the e-Box writes it in lower case
    private enum Method { sha_256 }

    private Optional<Sha256> digest(Members digest) {
        digest.required("digestMethod");
        digest.word("digestMethod", Method.class);
        Optional<Sha256> value = digest.requiredText("digestValue").flatMap(text -> base64Url(text, digest.at("digestValue")));
        digest.noOthers();
        return value;
    }

    /** Hexadecimal also decodes as base64url, to 48 bytes: so the length is what tells them apart. */
    private Optional<Sha256> base64Url(String text, String name) {
        if (text.matches("[A-Za-z0-9_-]{43}=?")) {
            return Optional.of(Sha256.ofBase64Url(text));
        }
        findings.content(Complaint.DIGEST_FORM, name);
        return Optional.empty();
    }

    private void match(List<Entry> entries) {
        Set<String> named = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            String at = "attachments[" + i + "].httpPartName";
            String name = entries.get(i).partName().orElse(null);
            if (name == null) {
                continue;
            }
            if (MemberName.isReserved(name)) {
                findings.form(Complaint.NAME_RESERVED, at);
            } else if (!named.add(name)) {
                findings.form(Complaint.PART_NAMED_TWICE, at);
            } else if (!fileNames.containsKey(name)) {
                findings.form(Complaint.PART_MISSING, at);
            }
        }
        List<String> extra = new ArrayList<>(new TreeSet<>(fileNames.keySet()));
        extra.removeAll(named);
        extra.forEach(name -> findings.form(
                MemberName.isReserved(name) ? Complaint.NAME_RESERVED : Complaint.PART_NOT_DESCRIBED, MemberName.shown(name)));
    }
}
