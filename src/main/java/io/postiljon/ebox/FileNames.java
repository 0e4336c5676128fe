package io.postiljon.ebox;

import java.nio.charset.StandardCharsets;

/**
 * File names as e-Box wants them: UTF-8 bytes in percent form, except letters, digits and {@code - _ . ! ~ * ' ( )}. So nothing
 * in a name can end a header. Source: "Becoming a Document Sender", the example with encodeURIComponent.
 */
final class FileNames {
    private static final String PLAIN = "-_.!~*'()";

    private FileNames() {}

    static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char sign = (char) (octet & 0xFF);
            if (sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z' || sign >= '0' && sign <= '9' || PLAIN.indexOf(sign) >= 0) {
                text.append(sign);
            } else {
                text.append('%').append(String.format("%02X", (int) sign));
            }
        }
        return text.toString();
    }
}
