package io.postiljon.store;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in the list of an agency's sendings: behind the sending that was accepted then and has this id. Agencies see 32 characters. */
public record SendingPlace(Instant acceptedAt, UUID id) {
    private static final int CHARACTERS = 32;
    private static final long LATEST_MICROS = 253_402_300_799_999_999L;   // the end of the year 9999

    /** Empty when the text is no place. */
    public static Optional<SendingPlace> parse(String text) {
        if (!text.matches("[A-Za-z0-9_-]{" + CHARACTERS + "}")) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        long micros = bytes.getLong();
        return micros < 0 || micros > LATEST_MICROS ? Optional.empty()
                : Optional.of(new SendingPlace(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(bytes.getLong(), bytes.getLong())));
    }

    @Override public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, acceptedAt))
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array());
    }
}
