package io.postiljon.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals or opens single segments of one document. The nonce of a segment is prefix, number (4 bytes) and a byte that is 1 for the
 * last one: so a segment opens only at its own place, and an end that was cut off shows. For one thread.
 *
 * <p>Source: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015); AES-GCM of SP 800-38D.
 */
final class SegmentCipher {
    static final int TAG_BYTES = 16;
    static final int SEALED_SEGMENT_BYTES = SealHeader.SEGMENT_BYTES + TAG_BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int COUNTER_OFFSET = SealHeader.PREFIX_BYTES;

    private final int mode;
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] nonce = new byte[NONCE_BYTES];

    private SegmentCipher(int mode, SealHeader header, SealContext context, SecretBytes documentKey) {
        this.mode = mode;
        byte[] contextBytes = context.encode();
        byte[] info = ByteBuffer.allocate(SealHeader.SIZE_BYTES + contextBytes.length).put(header.bytes()).put(contextBytes).array();
        byte[] segmentKey = Hkdf.derive(documentKey.reveal(KeyAccess.granted()), header.salt(), info, KEY_BYTES);
        key = new SecretKeySpec(segmentKey, "AES");
        Arrays.fill(segmentKey, (byte) 0);
        System.arraycopy(header.noncePrefix(), 0, nonce, 0, SealHeader.PREFIX_BYTES);
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    static SegmentCipher sealing(SealHeader header, SealContext context, SecretBytes documentKey) {
        return new SegmentCipher(Cipher.ENCRYPT_MODE, header, context, documentKey);
    }

    static SegmentCipher opening(SealHeader header, SealContext context, SecretBytes documentKey) {
        return new SegmentCipher(Cipher.DECRYPT_MODE, header, context, documentKey);
    }

    /** One segment from {@code input} to {@code output}; number of bytes written. @throws SealBroken when a tag does not fit */
    int apply(long number, boolean last, byte[] input, int offset, int length, byte[] output) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalStateException("a sealed document has at most 2^31 segments");
        }
        ByteBuffer.wrap(nonce).putInt(COUNTER_OFFSET, (int) number).put(NONCE_BYTES - 1, (byte) (last ? 1 : 0));
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            return cipher.doFinal(input, offset, length, output, 0);
        } catch (AEADBadTagException e) {
            throw new SealBroken();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work as Java promises", e);
        }
    }
}
