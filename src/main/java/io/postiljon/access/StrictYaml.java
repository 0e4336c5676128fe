package io.postiljon.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;

/**
 * Reads the plain part of YAML into a tree and remembers on which line each member stands. Aliases, anchors, tags, duplicate
 * members and a second document are refused, so that a file means what it shows. Unquoted text is {@code true}, {@code false},
 * {@code null}, a whole number of at most nine digits without a zero in front, or else text: {@code no} and dates stay text
 * (YAML 1.2 core schema, section 10.3, without its other numbers). One instance reads one file.
 */
final class StrictYaml {
    private static final int DEPTH_LIMIT = 12;
    private static final int NAME_LIMIT = 64;

    /** {@code lines}: JSON Pointer to line number from 1. */
    record Document(JsonNode tree, Map<String, Integer> lines) {
        /** The line of this member, or of the nearest one around it. */
        int lineOf(String pointer) {
            String at = pointer;
            while (!lines.containsKey(at) && !at.isEmpty()) {
                at = at.substring(0, at.lastIndexOf('/'));
            }
            return lines.getOrDefault(at, 0);
        }
    }

    /** The text is not the YAML that we read. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        private Refused(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    private final Iterator<Event> events;
    private final Map<String, Integer> lines = new HashMap<>();

    private StrictYaml(Iterator<Event> events) {
        this.events = events;
    }

    static Document read(String text) throws Refused {
        try {
            return new StrictYaml(new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator()).document();
        } catch (MarkedYAMLException e) {
            throw new Refused(e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1,
                    "this is not YAML; look at indentation, colons and quotes on this line and the one before");
        } catch (YAMLException e) {
            throw new Refused(0, "the file holds characters that YAML does not allow; save it as plain UTF-8 text");
        }
    }

    private Document document() throws Refused {
        events.next(); // start of the stream
        if (events.next() instanceof StreamEndEvent) {
            throw new Refused(0, "the file is empty; see example.yaml.sample for what belongs in it");
        }
        JsonNode tree = value(events.next(), "", 0);
        Event end = events.next();
        if (!(end instanceof DocumentEndEvent)) {
            throw new Refused(line(end), "the file does not end after its first value");
        }
        Event after = events.next();
        if (!(after instanceof StreamEndEvent)) {
            throw new Refused(line(after), "a file holds one agreement; remove the second YAML document");
        }
        return new Document(tree, Map.copyOf(lines));
    }

    private JsonNode value(Event event, String pointer, int depth) throws Refused {
        if (depth > DEPTH_LIMIT) {
            throw new Refused(line(event), "members are nested deeper than " + DEPTH_LIMIT + " levels");
        }
        requirePlain(event);
        lines.putIfAbsent(pointer, line(event));
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case MappingStartEvent start -> mapping(pointer, depth);
            case SequenceStartEvent start -> sequence(pointer, depth);
            default -> throw new Refused(line(event), "a value is missing here");
        };
    }

    private JsonNode mapping(String pointer, int depth) throws Refused {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            requirePlain(event);
            if (!(event instanceof ScalarEvent key) || key.getValue().length() > NAME_LIMIT) {
                throw new Refused(line(event), "the name of a member is plain text of at most " + NAME_LIMIT + " characters");
            }
            if (node.has(key.getValue())) {
                throw new Refused(line(event), "this member stands twice; keep one");
            }
            String member = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
            lines.put(member, line(event));
            node.set(key.getValue(), value(events.next(), member, depth + 1));
        }
        return node;
    }

    private JsonNode sequence(String pointer, int depth) throws Refused {
        var node = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            node.add(value(event, pointer + "/" + node.size(), depth + 1));
        }
        return node;
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        String text = scalar.getValue();
        var nodes = JsonNodeFactory.instance;
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return nodes.textNode(text);
        }
        return switch (text) {
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            case "", "~", "null" -> nodes.nullNode();
            default -> text.matches("-?(0|[1-9][0-9]{0,8})") ? nodes.numberNode(Integer.parseInt(text)) : nodes.textNode(text);
        };
    }

    private static void requirePlain(Event event) throws Refused {
        if (event instanceof AliasEvent) {
            throw new Refused(line(event), "aliases (*name) are not allowed; write the value out");
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new Refused(line(event), "anchors (&name) are not allowed; write the value out");
        }
        boolean tagged = switch (event) {
            case ScalarEvent scalar -> scalar.getTag() != null;
            case MappingStartEvent start -> start.getTag() != null;
            case SequenceStartEvent start -> start.getTag() != null;
            default -> false;
        };
        if (tagged) {
            throw new Refused(line(event), "tags (!name) are not allowed; use quotes for text");
        }
    }

    private static int line(Event event) {
        return event.getStartMark() == null ? 0 : event.getStartMark().getLine() + 1;
    }
}
