package io.postiljon.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the directory of a zip that has exactly one meaning: each entry once, its header beside its bytes equal to the one in the
 * directory, all entries one after another from the first byte to the directory, nothing between them or behind. Whatever two
 * readers could understand in two ways is refused: other disks, ZIP64, encryption, comments, other packings, second names.
 *
 * <p>Memory: the directory only, bounded by {@link DropLimits}. Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4.
 */
final class DropDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final long IN_ZIP64 = 0xFFFFFFFFL;
    private static final int FLAG_DESCRIPTOR = 1 << 3;
    /** Two bits of the packer's effort, the descriptor, and UTF-8. Encryption, patches and hidden headers are other bits. */
    private static final int FLAGS_ALLOWED = 1 << 1 | 1 << 2 | FLAG_DESCRIPTOR | 1 << 11;
    private static final int EXTRA_SECOND_NAME = 0x7075;
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_FOLDER = 0040000;

    private final SeekableByteChannel zip;
    private final DropLimits limits;

    private DropDirectory(SeekableByteChannel zip, DropLimits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    private record Header(byte[] rawName, String name, int flags, int method, int crc, long packed, long size, int fileType, long start) {
        boolean hasDescriptor() {
            return (flags & FLAG_DESCRIPTOR) != 0;
        }
    }

    /**
     * The entries in the order of the directory, folders left out.
     *
     * @throws RefusalException when the zip breaks a rule; the size that it declares is judged first
     */
    static List<DropSlot> read(SeekableByteChannel zip, DropLimits limits) throws IOException {
        return new DropDirectory(zip, limits).read();
    }

    private List<DropSlot> read() throws IOException {
        long endAt = zip.size() - END_BYTES;
        require(endAt >= 0);
        ByteBuffer end = bytes(endAt, END_BYTES);
        require(end.getInt(0) == END && end.getShort(4) == 0 && end.getShort(6) == 0 && end.getShort(20) == 0);
        int count = Short.toUnsignedInt(end.getShort(10));
        long directoryBytes = Integer.toUnsignedLong(end.getInt(12));
        long directoryAt = Integer.toUnsignedLong(end.getInt(16));
        require(count == Short.toUnsignedInt(end.getShort(8)) && directoryAt + directoryBytes == endAt);
        if (count > limits.entries() || directoryBytes > limits.directoryBytes()) {
            throw refusal(Complaint.ARCHIVE_SIZE, limits.entries() + " entries");
        }
        List<Header> headers = headers(bytes(directoryAt, (int) directoryBytes), count);
        requireSizes(headers);
        requireNames(headers);
        return slots(headers, directoryAt);
    }

    private static List<Header> headers(ByteBuffer directory, int count) {
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            require(directory.remaining() >= CENTRAL_BYTES);
            int at = directory.position();
            require(directory.getInt(at) == CENTRAL && directory.getShort(at + 34) == 0);
            int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
            int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
            int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
            require(directory.remaining() >= CENTRAL_BYTES + nameBytes + extraBytes && nameBytes > 0 && commentBytes == 0);
            byte[] name = new byte[nameBytes];
            directory.get(at + CENTRAL_BYTES, name);
            requireExtra(directory.slice(at + CENTRAL_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN));
            headers.add(new Header(name, decoded(name), Short.toUnsignedInt(directory.getShort(at + 8)),
                    Short.toUnsignedInt(directory.getShort(at + 10)), directory.getInt(at + 16), Integer.toUnsignedLong(directory.getInt(at + 20)),
                    Integer.toUnsignedLong(directory.getInt(at + 24)), directory.getInt(at + 38) >>> 16 & TYPE_MASK,
                    Integer.toUnsignedLong(directory.getInt(at + 42))));
            directory.position(at + CENTRAL_BYTES + nameBytes + extraBytes);
        }
        require(!directory.hasRemaining());
        return headers;
    }

    private static void requireExtra(ByteBuffer extra) {
        while (extra.hasRemaining()) {
            require(extra.remaining() >= 4);
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Short.toUnsignedInt(extra.getShort());
            require(id != EXTRA_SECOND_NAME && length <= extra.remaining());
            extra.position(extra.position() + length);
        }
    }

    private void requireSizes(List<Header> headers) {
        if (headers.stream().mapToLong(Header::size).sum() > limits.unpackedBytes()) {
            throw refusal(Complaint.ARCHIVE_SIZE, limits.unpackedBytes() + " bytes unpacked");
        }
    }

    private void requireNames(List<Header> headers) {
        Set<String> names = new HashSet<>();
        for (Header header : headers) {
            boolean folder = DropEntryName.isFolder(header.name);
            if (header.fileType != 0 && header.fileType != (folder ? TYPE_FOLDER : TYPE_FILE)) {
                throw refusal(Complaint.ARCHIVE_LINK);
            }
            if (!folder) {
                DropEntryName.fault(header.name).ifPresent(fault -> {
                    throw refusal(fault, DropEntryName.LONGEST);
                });
            }
            require(names.add(header.name) && (!folder || header.size == 0));
            require((header.flags & ~FLAGS_ALLOWED) == 0 && (header.method == 8 || header.method == 0 && header.packed == header.size && !header.hasDescriptor()));
            require(header.packed != IN_ZIP64 && header.size != IN_ZIP64);
        }
        requireCount(headers, DropSlot.MESSAGES, limits.messages(), "messages");
        requireCount(headers, DropSlot.DOCUMENTS, limits.documents(), "documents");
    }

    private static void requireCount(List<Header> headers, String folder, int most, String what) {
        if (headers.stream().filter(header -> header.name.startsWith(folder) && !header.name.equals(folder)).count() > most) {
            throw refusal(Complaint.ARCHIVE_SIZE, most + " " + what);
        }
    }

    /** Each entry starts where the one before ends, and the directory follows on the last. */
    private List<DropSlot> slots(List<Header> headers, long directoryAt) throws IOException {
        List<Header> byPlace = headers.stream().sorted(Comparator.comparingLong(Header::start)).toList();
        List<DropSlot> slots = new ArrayList<>();
        long expected = 0;
        for (int i = 0; i < byPlace.size(); i++) {
            Header header = byPlace.get(i);
            require(header.start == expected);
            long dataAt = requireSameHeader(header, directoryAt);
            long dataEnd = dataAt + header.packed;
            expected = i + 1 < byPlace.size() ? byPlace.get(i + 1).start : directoryAt;
            require(dataEnd <= expected);
            requireDescriptor(header, dataEnd, expected - dataEnd);
            DropSlot slot = new DropSlot(header.name, header.method == 0 ? DropSlot.Packing.STORED : DropSlot.Packing.DEFLATED,
                    dataAt, header.packed, header.size);
            if (DropEntryName.isFolder(header.name)) {
                requireEmpty(slot);
            } else {
                slots.add(slot);
            }
        }
        require(byPlace.isEmpty() == (directoryAt == 0));
        return slots;
    }

    /** Packed bytes of a folder unpack to nothing: no signature covers them, so nothing may hide there. */
    private void requireEmpty(DropSlot folder) throws IOException {
        try (InputStream content = new DropArchive(zip).open(folder)) {
            require(content.read() < 0);
        }
    }

    private long requireSameHeader(Header header, long directoryAt) throws IOException {
        require(header.start + LOCAL_BYTES <= directoryAt);
        ByteBuffer local = bytes(header.start, LOCAL_BYTES);
        int nameBytes = Short.toUnsignedInt(local.getShort(26));
        int extraBytes = Short.toUnsignedInt(local.getShort(28));
        long dataAt = header.start + LOCAL_BYTES + nameBytes + extraBytes;
        require(local.getInt(0) == LOCAL && Short.toUnsignedInt(local.getShort(6)) == header.flags
                && Short.toUnsignedInt(local.getShort(8)) == header.method && nameBytes == header.rawName.length && dataAt <= directoryAt);
        require(java.util.Arrays.equals(header.rawName, bytes(header.start + LOCAL_BYTES, nameBytes).array()));
        requireExtra(bytes(header.start + LOCAL_BYTES + nameBytes, extraBytes));
        if (!header.hasDescriptor()) {
            require(local.getInt(14) == header.crc && Integer.toUnsignedLong(local.getInt(18)) == header.packed
                    && Integer.toUnsignedLong(local.getInt(22)) == header.size);
        }
        return dataAt;
    }

    /** What lies between the bytes of one entry and the next: nothing, or its checksum and sizes once more. */
    private void requireDescriptor(Header header, long at, long length) throws IOException {
        if (!header.hasDescriptor()) {
            require(length == 0);
            return;
        }
        require(length == 12 || length == 16 || length == 20 || length == 24);
        ByteBuffer descriptor = bytes(at, (int) length);
        if (length == 16 || length == 24) {
            require(descriptor.getInt() == DESCRIPTOR);
        }
        require(descriptor.getInt() == header.crc);
        boolean wide = length >= 20;
        require((wide ? descriptor.getLong() : Integer.toUnsignedLong(descriptor.getInt())) == header.packed);
        require((wide ? descriptor.getLong() : Integer.toUnsignedLong(descriptor.getInt())) == header.size);
    }

    private static String decoded(byte[] name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw refusal(Complaint.ARCHIVE_BROKEN);
        }
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(at);
        while (bytes.hasRemaining()) {
            require(zip.read(bytes) >= 0);
        }
        return bytes.flip();
    }

    private static void require(boolean kept) {
        if (!kept) {
            throw refusal(Complaint.ARCHIVE_BROKEN);
        }
    }

    private static RefusalException refusal(Complaint complaint, Object... arguments) {
        return RefusalException.of(Issue.ofRequest(complaint, arguments));
    }
}
