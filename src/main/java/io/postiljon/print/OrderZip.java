package io.postiljon.print;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip that is made while it is read: it asks for one entry after the other and holds some 64 kB, whatever the size. No thread, no
 * file. The order and the names are those of the entries given. For one thread.
 */
final class OrderZip extends InputStream {
    /** One file of the zip. {@link #open} is called when its turn has come. */
    record Entry(String name, Content content) {
        static Entry of(String name, byte[] bytes) {
            return new Entry(name, () -> new ByteArrayInputStream(bytes));
        }
    }

    /** Where an entry's bytes come from. */
    interface Content {
        InputStream open() throws IOException;
    }

    private static final int STEP_BYTES = 32 * 1024;

    private final Iterator<Entry> entries;
    private final Window window = new Window();
    private final ZipOutputStream zip = new ZipOutputStream(window);
    private final byte[] step = new byte[STEP_BYTES];
    private InputStream current;
    private boolean ended;

    OrderZip(Iterator<Entry> entries) {
        this.entries = entries;
    }

    @Override public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (window.isEmpty() && !ended) {
            produce();
        }
        return window.take(target, offset, length);
    }

    @Override public void close() throws IOException {
        ended = true;
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private void produce() throws IOException {
        if (current == null) {
            if (!entries.hasNext()) {
                zip.close();
                ended = true;
                return;
            }
            Entry entry = entries.next();
            zip.putNextEntry(new ZipEntry(entry.name()));
            current = entry.content().open();
        }
        int count = current.read(step);
        if (count < 0) {
            current.close();
            current = null;
            zip.closeEntry();
        } else {
            zip.write(step, 0, count);
        }
    }

    /** What the zip wrote and nobody has read yet. */
    private static final class Window extends ByteArrayOutputStream {
        private int from;

        boolean isEmpty() {
            return from == count;
        }

        /** @return -1 when nothing is left */
        int take(byte[] target, int offset, int length) {
            if (isEmpty()) {
                return -1;
            }
            int step = Math.min(length, count - from);
            System.arraycopy(buf, from, target, offset, step);
            from += step;
            if (isEmpty()) {
                from = 0;
                reset();
            }
            return step;
        }
    }
}
