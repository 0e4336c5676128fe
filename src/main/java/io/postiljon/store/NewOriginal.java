package io.postiljon.store;

import io.postiljon.crypto.DownloadCode;
import io.postiljon.sending.Insz;
import io.postiljon.sending.SecondFactor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a recipient will be able to fetch with the code on the cover sheet.
 *
 * @param code           in memory only, until the sheet is drawn and its tag is stored
 * @param postalCode     of the recipient, stored as a tag where the check asks it
 * @param person         who may log in, stored as a tag where the check asks that
 * @param availableUntil end of the term
 * @param sender         name of the agency, as on the cover sheet
 * @param fileNames      of the documents in their order; stored sealed
 */
public record NewOriginal(DownloadCode code, SecondFactor factor, String postalCode, Optional<Insz> person, Instant availableUntil, String sender, List<String> fileNames) {
    public NewOriginal {
        fileNames = List.copyOf(fileNames);
        if (factor.asksLogin() && person.isEmpty()) {
            throw new IllegalArgumentException("nobody could open a letter that asks a login and is for nobody");
        }
    }

    @Override public String toString() {
        return "NewOriginal[" + factor + ", until " + availableUntil + "]";
    }
}
