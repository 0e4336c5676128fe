package io.postiljon.sandbox.ebox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A body of {@code application/x-www-form-urlencoded}; a field that comes twice makes it wrong. */
record FormBody(Map<String, String> fields) {

    static Optional<FormBody> parse(byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            String[] sides = pair.split("=", 2);
            try {
                String name = URLDecoder.decode(sides[0], StandardCharsets.UTF_8);
                String value = sides.length == 2 ? URLDecoder.decode(sides[1], StandardCharsets.UTF_8) : "";
                if (fields.put(name, value) != null) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new FormBody(fields));
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }
}
