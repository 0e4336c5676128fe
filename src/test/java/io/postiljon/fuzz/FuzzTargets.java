package io.postiljon.fuzz;

import io.postiljon.crypto.HeaderJsonFuzz;
import io.postiljon.crypto.SignatureFuzz;
import io.postiljon.ebox.EboxAnswerFuzz;
import io.postiljon.inspection.PdfFuzz;
import io.postiljon.intake.DropFuzz;
import io.postiljon.intake.MessageFuzz;
import io.postiljon.intake.MultipartFuzz;
import io.postiljon.intake.PartHeadersFuzz;
import io.postiljon.print.AnswerFuzz;
import io.postiljon.print.EvidenceFuzz;
import io.postiljon.print.OpeningFuzz;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/** Every target. A new one enters here and nowhere else. */
enum FuzzTargets {
    MULTIPART(MultipartFuzz::new, 4096),
    PART_HEADERS(PartHeadersFuzz::new, 1024),
    MESSAGE(MessageFuzz::new, 4096),
    HEADER_JSON(HeaderJsonFuzz::new, 1024),
    SIGNATURE(SignatureFuzz::new, 2048),
    DROP(DropFuzz::new, 4096),
    PDF(PdfFuzz::new, 8192),
    ANSWER(AnswerFuzz::new, 4096),
    EVIDENCE(EvidenceFuzz::new, 4096),
    OPENING(OpeningFuzz::new, 4096),
    EBOX_ANSWER(EboxAnswerFuzz::new, 4096);

    private final Supplier<FuzzTarget> maker;
    private final int longestInput;

    FuzzTargets(Supplier<FuzzTarget> maker, int longestInput) {
        this.maker = maker;
        this.longestInput = longestInput;
    }

    FuzzTarget make() {
        return maker.get();
    }

    /** In bytes; longer ones only cost time. */
    int longestInput() {
        return longestInput;
    }

    /** As on the command line and as its folder: {@code part-headers}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FuzzTargets of(String word) {
        return Arrays.stream(values()).filter(target -> target.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target of that name; there are " + Arrays.stream(values()).map(FuzzTargets::word).toList()));
    }
}
