package io.postiljon.print;

import io.postiljon.crypto.DownloadCode;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.AddressLines;
import io.postiljon.sending.DocumentId;
import io.postiljon.sending.SecondFactor;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PieceId;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Draws cover sheets for the envelopes of a supplier and seals them into the vault, synced. Stores nothing: a sheet that no row names is noise. */
class CoverDrawing {
    private final Map<SupplierCode, CoverPage> pages;
    private final Vault vault;
    private final URI originalPage;
    private final Clock clock;

    CoverDrawing(PrintSuppliers suppliers, Vault vault, URI originalPage, Clock clock) {
        Map<CoverSettings, CoverPage> drawn = suppliers.all().stream().map(PrintSupplier::cover).distinct()
                .collect(Collectors.toMap(Function.identity(), CoverPage::new));
        this.pages = suppliers.all().stream().collect(Collectors.toMap(PrintSupplier::code, supplier -> drawn.get(supplier.cover())));
        this.vault = vault;
        this.originalPage = originalPage;
        this.clock = clock;
    }

    /** What the sheet says besides the reference of its piece. */
    record Letter(Sending sending, String language, AddressLines recipient, AddressLines returnAddress, String sender) {}

    /** How the recipient gets the original. @param end first moment at which he no longer can */
    record Offer(DownloadCode code, SecondFactor factor, Instant end) {}

    SealedObject draw(SupplierCode supplier, PieceId piece, Letter letter, Optional<Offer> offer) throws IOException, Unprintable {
        SealedObject cover;
        try (VaultWriter out = vault.write(letter.sending().agency(), new DocumentId(Randoms.uuidV7(clock.instant())))) {
            pages.get(supplier).draw(new CoverSheet(letter.language(), letter.recipient(), letter.returnAddress(), letter.sender(),
                    letter.sending().isPaperCopy() ? CoverSheet.Copy.COPY_OF_EBOX_MESSAGE : CoverSheet.Copy.NO_COPY, ParcelReference.of(piece),
                    offer.map(offered -> new CoverSheet.Offer(originalPage, offered.code(), offered.factor(), lastDay(offered.end())))), out);
            cover = out.finish();
        }
        vault.sync(List.of(cover));
        return cover;
    }

    /** Whether a sheet that was drawn for one of them fits the envelopes of the other. */
    boolean sameSheet(SupplierCode one, SupplierCode other) {
        return pages.containsKey(one) && pages.get(one) == pages.get(other);
    }

    private static LocalDate lastDay(Instant end) {
        return LocalDate.ofInstant(end, WorkingDays.BRUSSELS).minusDays(1);
    }
}
