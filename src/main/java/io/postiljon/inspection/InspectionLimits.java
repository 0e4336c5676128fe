package io.postiljon.inspection;

/**
 * What a worker is held to.
 *
 * @param objects       of one document, object streams unpacked
 * @param unfoldedBytes what all streams of one document may unfold to
 * @param pixels        of one image
 * @param paperPages    of one document on paper
 * @param marginMm      at each edge of a sheet, where the printer prints nothing; 0: whatever is there passes
 */
record InspectionLimits(int objects, long unfoldedBytes, long pixels, int paperPages, double marginMm) {
    /** As one word of a command line. */
    String encode() {
        return objects + "," + unfoldedBytes + "," + pixels + "," + paperPages + "," + marginMm;
    }

    static InspectionLimits decode(String word) {
        String[] parts = word.split(",", -1);
        return new InspectionLimits(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                Integer.parseInt(parts[3]), Double.parseDouble(parts[4]));
    }
}
