package io.postiljon.sending;

/**
 * One document as the message describes it.
 *
 * @param httpPartName  name of the multipart part or zip entry that holds the bytes
 * @param fileName      name shown to the recipient as the title, at most 255 characters
 * @param digest        what the agency declared; checked against the bytes at intake
 */
public record Attachment(String httpPartName, String fileName, Role role, PdfSignature pdfSignature, Sha256 digest) {
    public enum Role { MAIN, ANNEX }

    /** Whether the agency says that the PDF itself carries a signature ({@code isAttachmentSigned}). */
    public enum PdfSignature { SIGNED, NOT_SIGNED }

    @Override public String toString() {
        return "Attachment[" + role + ", " + digest + "]";
    }
}
