package io.postiljon.inspection;

import java.io.IOException;

/** A PDF breaks a rule so that reading on makes no sense. */
final class PdfBroken extends IOException {
    private final FindingCode code;

    PdfBroken(FindingCode code) {
        super(code.name());
        this.code = code;
    }

    static PdfBroken malformed() {
        return new PdfBroken(FindingCode.MALFORMED);
    }

    FindingCode code() {
        return code;
    }
}
