package io.postiljon.inspection;

/** A reference to an indirect object. */
record PdfReference(int number) {}
