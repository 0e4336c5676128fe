package io.postiljon.inspection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the objects of PDF (ISO 32000-2, 7.2 and 7.3), strictly where a difference between readers could hide something: brackets that
 * do not match are {@code malformed}. Odd numbers and unknown words are let through, as nothing can hide in them.
 *
 * <p>A value is a {@link PdfDictionary}, a {@link List}, a {@link PdfName}, a {@link PdfReference}, a {@link Long}, a {@code byte[]}
 * (string) or a {@link String} (any other word). Never throws anything but {@link PdfBroken}. For one thread.
 */
final class PdfSyntax {
    private static final int DEPTH_LIMIT = 100;
    private static final int WORD_LIMIT = 4096;

    private final byte[] data;
    private int position;

    PdfSyntax(byte[] data) {
        this.data = data;
    }

    PdfSyntax at(int offset) {
        position = offset;
        return this;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position >= data.length;
    }

    void skipBlanks() {
        while (position < data.length) {
            if (isBlank(data[position])) {
                position++;
            } else if (data[position] == '%') {
                skipComment();
            } else {
                return;
            }
        }
    }

    /** White space only. */
    void skipSpaces() {
        while (position < data.length && isBlank(data[position])) {
            position++;
        }
    }

    void skipComment() {
        while (position < data.length && data[position] != '\n' && data[position] != '\r') {
            position++;
        }
    }

    boolean startsWith(String word) {
        return startsWith(data, position, word);
    }

    static boolean startsWith(byte[] data, int at, String word) {
        if (at < 0 || at + word.length() > data.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (data[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A whole number at this place, or -1, and then the place is as it was. */
    long number() {
        int start = position;
        long number = 0;
        while (position < data.length && data[position] >= '0' && data[position] <= '9' && position - start < 19) {
            number = number * 10 + data[position++] - '0';
        }
        if (position == start || number < 0) {
            position = start;
            return -1;
        }
        return number;
    }

    /** The number of the object whose head, {@code 12 0 obj}, is here, with the place behind it; or -1. */
    int objectHead() {
        int start = position;
        long number = number();
        if (number >= 0 && number <= Integer.MAX_VALUE && blankHere()) {
            skipBlanks();
            if (number() >= 0) {
                skipBlanks();
                if (startsWith("obj")) {
                    position += 3;
                    return (int) number;
                }
            }
        }
        position = start;
        return -1;
    }

    Object value() throws PdfBroken {
        return value(0);
    }

    private Object value(int depth) throws PdfBroken {
        if (depth > DEPTH_LIMIT) {
            throw PdfBroken.malformed();
        }
        skipBlanks();
        if (isAtEnd()) {
            throw PdfBroken.malformed();
        }
        return switch (data[position]) {
            case '/' -> name();
            case '(' -> string();
            case '[' -> array(depth);
            case '<' -> startsWith("<<") ? dictionary(depth) : hexString();
            case ')', ']', '>', '{', '}' -> throw PdfBroken.malformed();
            default -> wordOrReference();
        };
    }

    private PdfName name() throws PdfBroken {
        position++;
        StringBuilder text = new StringBuilder();
        while (position < data.length && isRegular(data[position])) {
            int sign = data[position++] & 0xff;
            if (sign == '#' && position + 1 < data.length && hex(data[position]) >= 0 && hex(data[position + 1]) >= 0) {
                sign = hex(data[position]) * 16 + hex(data[position + 1]);
                position += 2;
            }
            text.append((char) sign);
            if (text.length() > WORD_LIMIT) {
                throw PdfBroken.malformed();
            }
        }
        return new PdfName(text.toString());
    }

    private byte[] string() throws PdfBroken {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int open = 0;
        for (; position < data.length; position++) {
            byte sign = data[position];
            if (sign == '\\') {
                position++;
                escaped(text);
                continue;
            }
            if (sign == '(' && open++ == 0) {
                continue;
            }
            if (sign == ')' && --open == 0) {
                position++;
                return text.toByteArray();
            }
            text.write(sign);
        }
        throw PdfBroken.malformed();
    }

    private void escaped(ByteArrayOutputStream text) {
        int code = 0;
        int digits = 0;
        while (digits < 3 && position < data.length && data[position] >= '0' && data[position] <= '7') {
            code = code * 8 + data[position++] - '0';
            digits++;
        }
        if (digits > 0) {
            position--;
            text.write(code);
        } else if (position < data.length && data[position] == '\r' && position + 1 < data.length && data[position + 1] == '\n') {
            position++;
        } else if (position < data.length && data[position] != '\n' && data[position] != '\r') {
            text.write(data[position]);
        }
    }

    private byte[] hexString() throws PdfBroken {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int half = -1;
        for (position++; position < data.length; position++) {
            byte sign = data[position];
            if (sign == '>') {
                position++;
                if (half >= 0) {
                    text.write(half * 16);
                }
                return text.toByteArray();
            }
            if (hex(sign) >= 0) {
                if (half >= 0) {
                    text.write(half * 16 + hex(sign));
                    half = -1;
                } else {
                    half = hex(sign);
                }
            } else if (!isBlank(sign)) {
                throw PdfBroken.malformed();
            }
        }
        throw PdfBroken.malformed();
    }

    private List<Object> array(int depth) throws PdfBroken {
        position++;
        List<Object> values = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (position < data.length && data[position] == ']') {
                position++;
                return values;
            }
            values.add(value(depth + 1));
        }
    }

    private PdfDictionary dictionary(int depth) throws PdfBroken {
        position += 2;
        PdfDictionary dictionary = new PdfDictionary();
        while (true) {
            skipBlanks();
            if (startsWith(">>")) {
                position += 2;
                return dictionary;
            }
            if (isAtEnd() || data[position] != '/') {
                throw PdfBroken.malformed();
            }
            dictionary.add(name().text(), value(depth + 1));
        }
    }

    private Object wordOrReference() throws PdfBroken {
        int start = position;
        long number = number();
        if (number >= 0 && (isAtEnd() || !isRegular(data[position]))) {
            int behind = position;
            if (number <= Integer.MAX_VALUE && blankHere()) {
                skipBlanks();
                if (number() >= 0 && blankHere()) {
                    skipBlanks();
                    if (startsWith("R") && (position + 1 == data.length || !isRegular(data[position + 1]))) {
                        position++;
                        return new PdfReference((int) number);
                    }
                }
            }
            position = behind;
            return number;
        }
        position = start;
        while (position < data.length && isRegular(data[position])) {
            position++;
        }
        if (position == start || position - start > WORD_LIMIT) {
            throw PdfBroken.malformed();
        }
        return new String(data, start, position - start, StandardCharsets.ISO_8859_1);
    }

    private boolean blankHere() {
        return position < data.length && (isBlank(data[position]) || data[position] == '%');
    }

    static boolean isBlank(byte sign) {
        return sign == 0 || sign == '\t' || sign == '\n' || sign == '\f' || sign == '\r' || sign == ' ';
    }

    private static boolean isRegular(byte sign) {
        return !isBlank(sign) && switch (sign) {
            case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%' -> false;
            default -> true;
        };
    }

    private static int hex(byte sign) {
        return Character.digit(sign, 16);
    }
}
