package io.postiljon.crypto;

import com.nimbusds.jose.shaded.gson.Strictness;
import com.nimbusds.jose.shaded.gson.stream.JsonReader;
import com.nimbusds.jose.shaded.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One JSON object (RFC 8259) and nothing after it; a member name twice in one object is refused, at any depth, since two readers
 * could take two different ones. Texts are whole characters. At most 8 levels.
 */
final class StrictJson {
    private static final int DEPTH_LIMIT = 8;
    private static final String WHOLE_NUMBER = "[0-9]{1,18}";

    private StrictJson() {}

    static Map<String, Object> object(byte[] utf8) throws JwsRefused {
        try (JsonReader reader = new JsonReader(new StringReader(UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString()))) {
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(DEPTH_LIMIT);
            Map<String, Object> object = object(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JwsRefused("something follows the JSON object");
            }
            return object;
        } catch (IOException | IllegalStateException e) {
            throw new JwsRefused("not one JSON object in UTF-8");
        }
    }

    private static Map<String, Object> object(JsonReader reader) throws IOException, JwsRefused {
        Map<String, Object> object = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = text(reader.nextName());
            if (object.containsKey(name)) {
                throw new JwsRefused("a member is there twice");
            }
            object.put(name, value(reader));
        }
        reader.endObject();
        return object;
    }

    private static List<Object> array(JsonReader reader) throws IOException, JwsRefused {
        List<Object> array = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(value(reader));
        }
        reader.endArray();
        return array;
    }

    /** Whole numbers are {@code Long}, all others {@code Double}. */
    private static Object value(JsonReader reader) throws IOException, JwsRefused {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> text(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NUMBER -> number(reader.nextString());
            case NULL -> {
                reader.nextNull();
                yield null;
            }
            case NAME, END_ARRAY, END_OBJECT, END_DOCUMENT -> throw new JwsRefused("not a JSON value");
        };
    }

    /** {@code \\ud800} alone is legal JSON but no text, and readers differ on it. */
    private static String text(String read) throws JwsRefused {
        if (!UTF_8.newEncoder().canEncode(read)) {
            throw new JwsRefused("half a character");
        }
        return read;
    }

    private static Number number(String text) {
        if (text.matches(WHOLE_NUMBER)) {
            return Long.valueOf(text);
        }
        return Double.valueOf(text);
    }
}
