package io.postiljon.sandbox.client;

/** One part of a multipart body, or one entry of a drop: its name, its file name and its bytes, exactly as they go. */
public record Part(String name, String fileName, String contentType, byte[] bytes) {
    public static Part pdf(String name, byte[] bytes) {
        return new Part(name, name + ".pdf", "application/pdf", bytes);
    }

    @Override public String toString() {
        return "Part[" + name + ", " + bytes.length + " bytes]";
    }
}
