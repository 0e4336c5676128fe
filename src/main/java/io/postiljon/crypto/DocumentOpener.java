package io.postiljon.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;

/**
 * Opens what {@link DocumentSealer} sealed. No byte is given out before the tag of its segment was right, and the end of the stream
 * comes only after the last segment was: a cut, changed or mixed document ends in {@link SealBroken}, never in an early end.
 *
 * <p>A reader that must not give out a single byte of a broken document calls {@link #verify} first. Throws
 * {@link KeyUnavailable} when the key store is away. Safe for all threads; what it gives out is for one.
 */
public final class DocumentOpener {
    private final KeyStorePort keys;

    public DocumentOpener(KeyStorePort keys) {
        this.keys = keys;
    }

    /** Reads from start to end; closing it closes {@code ciphertext}. When this call fails, the caller closes it. */
    public InputStream open(SealContext context, WrappedKey key, InputStream ciphertext) throws IOException {
        SealHeader header = SealHeader.parse(ciphertext.readNBytes(SealHeader.SIZE_BYTES));
        try (SecretBytes documentKey = keys.unwrap(context.keyName(), context.encode(), key)) {
            return new OpenedInput(SegmentCipher.opening(header, context, documentKey), ciphertext);
        }
    }

    /**
     * Reads at any place; for zip and PDF readers. Before the first byte it checks that the last segment is the last: so
     * {@code size()} is the true one. It keeps at most 4 segments. Closing it closes {@code ciphertext}.
     */
    public SeekableByteChannel openChannel(SealContext context, WrappedKey key, SeekableByteChannel ciphertext) throws IOException {
        SealHeader header = SealHeader.parse(OpenedChannel.read(ciphertext, 0, SealHeader.SIZE_BYTES));
        try (SecretBytes documentKey = keys.unwrap(context.keyName(), context.encode(), key)) {
            return new OpenedChannel(SegmentCipher.opening(header, context, documentKey), ciphertext);
        }
    }

    /** Opens all of it and keeps nothing. Gives the digest of the plain document; {@code ciphertext} is closed. */
    public ContentDigest verify(SealContext context, WrappedKey key, InputStream ciphertext) throws IOException {
        try (ciphertext; InputStream opened = open(context, key, ciphertext)) {
            return ContentDigest.of(opened);
        }
    }
}
