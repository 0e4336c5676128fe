package io.postiljon.print;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Attachment;
import io.postiljon.sending.ChannelWish;
import io.postiljon.sending.DataCategory;
import io.postiljon.sending.DossierReference;
import io.postiljon.sending.Insz;
import io.postiljon.sending.KboNumber;
import io.postiljon.sending.LocalText;
import io.postiljon.sending.MessageContent;
import io.postiljon.sending.Mode;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.PostalAddress;
import io.postiljon.sending.PrintClass;
import io.postiljon.sending.Purpose;
import io.postiljon.sending.Recipient;
import io.postiljon.sending.Service;
import io.postiljon.store.PieceTerms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Words for what the tests of this package print. Names and addresses are invented. */
final class Paper {
    static final DataCategory CATEGORY = new DataCategory("tax-assessment");
    static final Purpose PURPOSE = new Purpose("levy-of-taxes");

    /** Of an agreement without a return address. */
    static final PieceTerms TERMS = new PieceTerms("0999990024", "LETTER", Optional.empty(), Optional.empty());

    private static final Recipient CITIZEN = new Recipient.Citizen(new Insz("90610199729"));

    private Paper() {}

    static PostalAddress address(String name) {
        return new PostalAddress(Optional.of(name), Optional.empty(), Optional.empty(), "Proefstraat", "12", Optional.of("3"), "1000",
                "Brussel", "BE");
    }

    static PostalAddress officeAddress() {
        return new PostalAddress(Optional.empty(), Optional.of("Dienst Voorbeeld"), Optional.empty(), "Kantoorlaan", "1", Optional.empty(),
                "9000", "Gent", "BE");
    }

    static PaperWishes wishes(PostalAddress recipient, Optional<PostalAddress> returnAddress) {
        return new PaperWishes(recipient, returnAddress, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static MessageContent content(String name, Optional<PostalAddress> returnAddress, List<Attachment> attachments) {
        return new MessageContent(new KboNumber("0999990024"), Optional.empty(), Optional.of(CITIZEN), new LocalText("nl", "Testbrief"),
                Optional.empty(), attachments, Optional.empty(), MessageContent.BodyRole.SIDE, MessageContent.ReplyRule.NOT_ALLOWED,
                MessageContent.RegisteredMail.NO, Optional.empty(), Optional.empty(), List.of(),
                Optional.of(new DossierReference("dossier-7")), Optional.of(wishes(address(name), returnAddress)));
    }

    static Agreement agreement(String code, Mode mode) {
        return agreement(code, mode, PaperWishes.Priority.NON_PRIOR, PrintClass.Sides.DUPLEX);
    }

    static Agreement agreement(String code, Mode mode, PaperWishes.Priority priority, PrintClass.Sides sides) {
        return new Agreement(new AgencyCode(code), "Dienst Voorbeeld", new KboNumber("0999990024"), Optional.empty(), mode,
                Set.of(Service.PRINT), Set.of(CATEGORY), Set.of(PURPOSE), ChannelWish.PAPER, Set.of(), Set.of(), Optional.empty(), List.of(),
                Agreement.EboxClient.OWN, Agreement.EboxRules.DEFAULT, new Agreement.PrintRetention(30, 60, 90), Optional.of(officeAddress()),
                new Agreement.PrintDefaults(false, sides == PrintClass.Sides.DUPLEX, true, priority, "LETTER", Optional.empty()),
                new Agreement.Limits(600, 2, Duration.ofSeconds(20)), List.of(),
                new Agreement.Contact("Functionaris", "dpo@dienst.example", Optional.empty()), Set.of(), List.of(), Optional.empty(),
                Optional.empty(), new Agreement.Trial(50));
    }

    /** A PDF of one page with more than this many bytes. */
    static byte[] pdfOf(int bytes) {
        byte[] letter = Arrays.copyOf(pdf(1), bytes + 1);
        Arrays.fill(letter, pdf(1).length, letter.length, (byte) '\n');
        return letter;
    }

    /** A PDF of one page that no zip makes smaller than this many bytes. */
    static byte[] densePdf(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.getDocumentCatalog().getCOSObject().setItem("Noise", new PDStream(document, new ByteArrayInputStream(noise)));
            document.save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A PDF with this many empty A4 pages. */
    static byte[] pdf(int pages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                document.addPage(new PDPage(PDRectangle.A4));
            }
            document.save(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
