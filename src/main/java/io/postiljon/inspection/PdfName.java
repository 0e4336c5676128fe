package io.postiljon.inspection;

/** A name of PDF, its {@code #xx} resolved. */
record PdfName(String text) {}
