package io.postiljon.print;

import io.postiljon.crypto.DownloadCode;
import io.postiljon.sending.AddressLines;
import io.postiljon.sending.SecondFactor;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one cover sheet says.
 *
 * @param language of the sending: nl, fr, de or en
 * @param sender   name of the agency
 * @param parcel   reference of the piece, for the machines
 */
record CoverSheet(String language, AddressLines recipient, AddressLines returnAddress, String sender, Copy copy, String parcel, Optional<Offer> offer) {
    enum Copy { NO_COPY, COPY_OF_EBOX_MESSAGE }

    /**
     * How the recipient gets the original.
     *
     * @param page address of the page, without the code
     * @param last last day on which it can be fetched, in Brussels
     */
    record Offer(URI page, DownloadCode code, SecondFactor factor, LocalDate last) {}
}
