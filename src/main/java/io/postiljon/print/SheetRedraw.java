package io.postiljon.print;

import io.postiljon.crypto.DownloadCode;
import io.postiljon.sending.AddressLines;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.SendingId;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.Original;
import io.postiljon.store.Originals;
import io.postiljon.store.PieceId;
import io.postiljon.store.PieceTerms;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Sending;
import io.postiljon.store.Sendings;
import io.postiljon.store.Vault;
import java.io.IOException;
import java.util.Optional;

/**
 * Draws the cover sheet of a piece anew for another supplier, when that has other envelopes. Nobody knows the download code of the
 * sheet before, which was never printed, so the new one has a new code.
 */
class SheetRedraw {
    private final Sendings sendings;
    private final Originals originals;
    private final Agreements agreements;
    private final CoverDrawing covers;
    private final Vault vault;

    SheetRedraw(Sendings sendings, Originals originals, Agreements agreements, CoverDrawing covers, Vault vault) {
        this.sendings = sendings;
        this.originals = originals;
        this.agreements = agreements;
        this.covers = covers;
        this.vault = vault;
    }

    /** Sealed and synced. @param code on it, when the recipient can fetch the original */
    record NewSheet(SealedObject cover, Optional<DownloadCode> code) {}

    /** Country of the recipient. @throws Unprintable when the content is gone */
    String country(SendingId sending) throws Unprintable {
        return wishes(content(sending)).recipient().country();
    }

    /**
     * @return empty when the sheet that it has will do
     * @throws Unprintable when a sheet can no longer be drawn: content or agreement is gone
     */
    Optional<NewSheet> draw(PieceId piece, SendingId sendingId, PieceTerms terms, SupplierCode from, SupplierCode to) throws IOException, Unprintable {
        if (covers.sameSheet(from, to)) {
            return Optional.empty();
        }
        Sending sending = sendings.get(sendingId);
        MessageContent content = content(sendingId);
        PaperWishes wishes = wishes(content);
        Agreement agreement = agreements.byCode(sending.agency()).orElseThrow(() -> new Unprintable("agreement-missing"));
        String language = content.subject().language();
        AddressLines back = wishes.returnAddress().map(own -> AddressLines.of(own, language))
                .or(() -> terms.returnAddress().map(stored -> new AddressLines(stored.lines()))).orElseThrow(() -> new Unprintable("return-address-missing"));
        Optional<Original> original = originals.of(piece).filter(offered -> offered.closedAt().isEmpty());
        Optional<DownloadCode> code = original.map(offered -> DownloadCode.create());
        CoverDrawing.Letter letter = new CoverDrawing.Letter(sending, language, AddressLines.of(wishes.recipient(), language), back, agreement.name());
        SealedObject cover = covers.draw(to, piece, letter,
                original.map(offered -> new CoverDrawing.Offer(code.orElseThrow(), offered.factor(), offered.availableUntil())));
        return Optional.of(new NewSheet(cover, code));
    }

    /** It came to nothing. */
    void discard(NewSheet sheet) {
        vault.discard(sheet.cover().id());
    }

    private MessageContent content(SendingId sending) throws Unprintable {
        return sendings.content(sending).orElseThrow(() -> new Unprintable("content-missing"));
    }

    private static PaperWishes wishes(MessageContent content) throws Unprintable {
        return content.paper().orElseThrow(() -> new Unprintable("content-missing"));
    }
}
