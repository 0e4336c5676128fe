package io.postiljon.crypto;

/**
 * Name of one key of the key store. A key comes into being when its name is first used.
 *
 * @param purpose what the key is for: {@code document}, {@code audit-2026}, {@code dossier}
 * @param owner   whose data it protects, usually an agency code
 */
public record KeyName(String purpose, String owner) {
    private static final int PART_LIMIT_CHARACTERS = 200;

    public KeyName {
        if (purpose.isEmpty() || owner.isEmpty() || purpose.length() > PART_LIMIT_CHARACTERS || owner.length() > PART_LIMIT_CHARACTERS) {
            throw new IllegalArgumentException("purpose and owner of a key have 1 to " + PART_LIMIT_CHARACTERS + " characters");
        }
    }

    byte[] encode() {
        return SealContext.joined(purpose, owner);
    }
}
