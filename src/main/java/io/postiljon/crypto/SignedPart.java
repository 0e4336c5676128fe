package io.postiljon.crypto;

/**
 * One part that a signature must cover, as it was received or will be sent.
 *
 * @param name   name of the multipart part, of the zip entry, or of the file; compared sign by sign
 * @param digest SHA-256 of its bytes
 */
public record SignedPart(String name, ContentDigest digest) {}
