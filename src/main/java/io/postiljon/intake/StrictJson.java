package io.postiljon.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON with exactly one meaning: UTF-8 without mark, no member twice, an object at the top, nothing after it. Depth at most 32,
 * numbers 20 digits, names 128 characters, texts as long as the body. All repeated members are told at once; other faults end the reading.
 */
final class StrictJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32).maxNumberLength(20).maxNameLength(128)
                    .maxStringLength(256 * 1024).maxDocumentLength(512 * 1024).build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String where;
    private final List<Issue> issues = new ArrayList<>();

    private StrictJson(String where) {
        this.where = where;
    }

    /**
     * @param where what the sender calls this text, for the sentences
     * @throws RefusalException with every fault of the text itself
     */
    static ObjectNode read(byte[] bytes, String where) {
        return new StrictJson(where).read(bytes);
    }

    private ObjectNode read(byte[] bytes) {
        String text = decode(bytes);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw RefusalException.of(Issue.inBody(Complaint.NOT_AN_OBJECT, where));
            }
            ObjectNode root = object(parser, "");
            if (parser.nextToken() != null) {
                throw brokenAt(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
            }
            RefusalException.unlessNone(issues);
            return root;
        } catch (StreamConstraintsException limit) {
            throw limit();
        } catch (JsonProcessingException broken) {
            throw brokenAt(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading a text cannot fail", impossible);
        }
    }

    private RefusalException limit() {
        return RefusalException.of(Issue.inBody(Complaint.JSON_LIMIT, where, "depth 32, numbers of 20 digits or names of 128 characters"));
    }

    /** {@code 1e400000} is short, and no number that anybody can store. */
    private double finite(double number) {
        if (Double.isInfinite(number)) {
            throw limit();
        }
        return number;
    }

    private String decode(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw RefusalException.of(Issue.inBody(Complaint.BYTE_ORDER_MARK, where));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw RefusalException.of(Issue.inBody(Complaint.NOT_UTF8, where));
        }
    }

    private RefusalException brokenAt(int line, int column) {
        return RefusalException.of(Issue.inBody(Complaint.JSON_BROKEN, where, line, column));
    }

    private ObjectNode object(JsonParser parser, String path) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wholeCharacters(parser.currentName());
            String at = path.isEmpty() ? name : path + "." + name;
            parser.nextToken();
            JsonNode value = value(parser, at);
            if (object.replace(name, value) != null) {
                issues.add(Issue.inBody(Complaint.MEMBER_TWICE, MemberName.shown(at)));
            }
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String path) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, path + "[" + array.size() + "]"));
        }
        return array;
    }

    private JsonNode value(JsonParser parser, String path) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> array(parser, path);
            case VALUE_STRING -> NODES.textNode(wholeCharacters(parser.getText()));
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(finite(parser.getDoubleValue()));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw brokenAt(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
        };
    }

    /** {@code \\uD800} alone is legal JSON but no text: it cannot be written as UTF-8 again. */
    private String wholeCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw RefusalException.of(Issue.inBody(Complaint.LONE_SURROGATE, where));
            }
        }
        return text;
    }
}
