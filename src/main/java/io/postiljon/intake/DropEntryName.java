package io.postiljon.intake;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for names of entries in the zip of a drop: one signature, messages and documents, each one folder deep. */
final class DropEntryName {
    /** With the name of the drop it makes the idempotency key of a sending, which has 128 characters. */
    static final int LONGEST = 95;
    private static final Pattern MESSAGE = Pattern.compile("messages/[A-Za-z0-9][A-Za-z0-9._-]*\\.json");
    private static final Pattern DOCUMENT = Pattern.compile("docs/[^/\\\\:.][^/\\\\:]*\\.(?i:pdf)");
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(?i:zip|jar|7z|rar|tar|gz|tgz|bz2|xz|zst|cab|arj|lzh|iso)");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private DropEntryName() {}

    /** Folders as many tools write them: they hold nothing and are passed over. */
    static boolean isFolder(String name) {
        return name.equals(DropSlot.MESSAGES) || name.equals(DropSlot.DOCUMENTS);
    }

    /** Why an entry may not have this name. */
    static Optional<Complaint> fault(String name) {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.codePoints().anyMatch(Texts::steers) || DRIVE.matcher(name).matches()
                || ("/" + name + "/").contains("/../") || ("/" + name + "/").contains("/./") || name.contains("//")) {
            return Optional.of(Complaint.ARCHIVE_PATH);
        }
        if (ARCHIVE.matcher(name).matches()) {
            return Optional.of(Complaint.ARCHIVE_NESTED);
        }
        boolean known = name.equals(DropSlot.SIGNATURE) || MESSAGE.matcher(name).matches() || DOCUMENT.matcher(name).matches();
        if (!known) {
            return Optional.of(Complaint.ARCHIVE_ENTRY);
        }
        return name.codePointCount(0, name.length()) > LONGEST ? Optional.of(Complaint.ARCHIVE_PATH) : Optional.empty();
    }
}
