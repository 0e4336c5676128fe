package io.postiljon.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sending.Agreement;
import io.postiljon.sending.PaperWishes;
import io.postiljon.sending.RecipientKind;
import io.postiljon.sending.SecondFactor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a recipient has to give for the original when the agreement has changed between acceptance and print. */
class DownloadCheckTest {
    private static final PaperWishes ACCEPTED_BEFORE_PROMISES = Paper.wishes(Paper.address("Ann Voorbeeld"), Optional.empty());

    @Test void a_later_agreement_does_not_weaken_what_was_promised() {
        assertThat(PiecePreparation.downloadCheck(ACCEPTED_BEFORE_PROMISES.promising(SecondFactor.LOGIN), RecipientKind.CITIZEN, asking(SecondFactor.NONE)))
                .contains(SecondFactor.LOGIN);
        assertThat(PiecePreparation.downloadCheck(ACCEPTED_BEFORE_PROMISES.promising(SecondFactor.POSTCODE), RecipientKind.ADDRESSEE, asking(SecondFactor.LOGIN)))
                .contains(SecondFactor.POSTCODE);
    }

    @Test void without_a_promise_the_agreement_of_now_counts_and_nothing_is_offered_that_nobody_could_open() {
        assertThat(PiecePreparation.downloadCheck(ACCEPTED_BEFORE_PROMISES, RecipientKind.CITIZEN, asking(SecondFactor.LOGIN))).contains(SecondFactor.LOGIN);
        assertThat(PiecePreparation.downloadCheck(ACCEPTED_BEFORE_PROMISES, RecipientKind.ORGANISATION, asking(SecondFactor.LOGIN))).isEmpty();
        assertThat(PiecePreparation.downloadCheck(ACCEPTED_BEFORE_PROMISES, RecipientKind.ORGANISATION, asking(SecondFactor.POSTCODE))).contains(SecondFactor.POSTCODE);
    }

    private static Agreement.PrintDefaults asking(SecondFactor check) {
        return new Agreement.PrintDefaults(false, true, true, PaperWishes.Priority.NON_PRIOR, "LETTER", Optional.empty(), check, Agreement.WithoutInsz.REFUSE);
    }
}
