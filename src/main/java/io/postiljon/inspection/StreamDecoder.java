package io.postiljon.inspection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;

/**
 * Unfolds streams and counts what comes out: all streams of one document share one allowance. What a chain of filters holds in between,
 * and what is asked for as bytes, is at most 32 MiB. Pictures in a form of their own (JPEG, JPEG 2000, fax, JBIG2) are not unfolded.
 */
final class StreamDecoder {
    private static final int HELD_BYTES = 32 * 1024 * 1024;
    private static final int CHAIN = 5;
    /** Of predictors; what they say beyond it no honest producer writes, and PDFBox sets so much memory apart. */
    private static final long PARAMETER_LIMIT = 1_000_000;

    private final byte[] data;
    private final PdfIndex index;
    private long allowance;

    StreamDecoder(byte[] data, PdfIndex index, long allowanceBytes) {
        this.data = data;
        this.index = index;
        this.allowance = allowanceBytes;
    }

    /** @throws PdfBroken too-complex above the allowance, malformed for a filter that PDF does not have, encrypted for one with a key */
    void count(PdfObject stream) throws PdfBroken {
        decode(stream, false);
    }

    byte[] bytes(PdfObject stream) throws PdfBroken {
        return decode(stream, true);
    }

    private byte[] decode(PdfObject stream, boolean held) throws PdfBroken {
        List<String> filters = names(stream.dictionary().last("Filter").orElse(List.of()));
        List<Object> parameters = list(stream.dictionary().last("DecodeParms").orElse(List.of()));
        if (filters.size() > CHAIN) {
            throw new PdfBroken(FindingCode.TOO_COMPLEX);
        }
        InputStream input = new ByteArrayInputStream(data, stream.dataStart(), stream.dataEnd() - stream.dataStart());
        byte[] output = new byte[0];
        for (int i = 0; i < filters.size(); i++) {
            if (isPicture(filters.get(i))) {
                return output;
            }
            boolean last = i == filters.size() - 1;
            Counter counter = new Counter(held || !last);
            step(filters.get(i), i < parameters.size() ? parameters.get(i) : null, input, counter);
            output = counter.bytes();
            input = new ByteArrayInputStream(output);
        }
        return filters.isEmpty() && held ? java.util.Arrays.copyOfRange(data, stream.dataStart(), stream.dataEnd()) : output;
    }

    private void step(String name, Object parameters, InputStream input, Counter counter) throws PdfBroken {
        COSDictionary dictionary = new COSDictionary();
        dictionary.setItem(COSName.FILTER, COSName.getPDFName(name));
        if (index.resolve(parameters) instanceof PdfDictionary given) {
            COSDictionary copy = new COSDictionary();
            for (PdfDictionary.Entry entry : given.entries()) {
                if (index.resolve(entry.value()) instanceof Long number) {
                    if (number > PARAMETER_LIMIT) {
                        throw new PdfBroken(FindingCode.TOO_COMPLEX);
                    }
                    copy.setItem(COSName.getPDFName(entry.key()), COSInteger.get(number));
                }
            }
            dictionary.setItem(COSName.DECODE_PARMS, copy);
        }
        try {
            filter(name).decode(input, counter, dictionary, 0);
        } catch (PdfBroken broken) {
            throw broken;
        } catch (IOException | RuntimeException unreadable) {
            counter.requireWithin();
            throw PdfBroken.malformed();
        }
        counter.requireWithin();
    }

    private static Filter filter(String name) throws PdfBroken {
        if (name.equals("Crypt")) {
            throw new PdfBroken(FindingCode.ENCRYPTED);
        }
        try {
            return FilterFactory.INSTANCE.getFilter(name);
        } catch (IOException unknown) {
            throw PdfBroken.malformed();
        }
    }

    private static boolean isPicture(String filter) {
        return switch (filter) {
            case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode" -> true;
            default -> false;
        };
    }

    private List<String> names(Object filters) throws PdfBroken {
        List<String> names = new ArrayList<>();
        for (Object filter : list(filters)) {
            if (!(index.resolve(filter) instanceof PdfName name)) {
                throw PdfBroken.malformed();
            }
            names.add(name.text());
        }
        return names;
    }

    private List<Object> list(Object value) throws PdfBroken {
        Object resolved = index.resolve(value);
        return resolved instanceof List<?> several ? List.copyOf(several) : resolved.equals("null") ? List.of() : List.of(resolved);
    }

    /** Counts, and keeps when asked to. PDFBox may swallow what it throws, so it remembers. */
    private final class Counter extends OutputStream {
        private final ByteArrayOutputStream kept;
        private boolean above;

        Counter(boolean keeps) {
            kept = keeps ? new ByteArrayOutputStream() : null;
        }

        @Override public void write(int sign) throws IOException {
            write(new byte[] {(byte) sign}, 0, 1);
        }

        @Override public void write(byte[] bytes, int offset, int length) throws IOException {
            allowance -= length;
            above |= allowance < 0 || kept != null && kept.size() + length > HELD_BYTES;
            requireWithin();
            if (kept != null) {
                kept.write(bytes, offset, length);
            }
        }

        void requireWithin() throws PdfBroken {
            if (above) {
                throw new PdfBroken(FindingCode.TOO_COMPLEX);
            }
        }

        byte[] bytes() {
            return kept == null ? new byte[0] : kept.toByteArray();
        }
    }
}
