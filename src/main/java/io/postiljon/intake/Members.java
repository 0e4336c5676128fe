package io.postiljon.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the members of one JSON object by name and notes what is wrong with their form. At the end {@link #noOthers} notes every
 * member that nobody asked for. Values never enter an issue.
 */
final class Members {
    private final ObjectNode object;
    private final String path;
    private final Findings findings;
    private final Set<String> asked = new HashSet<>();

    Members(ObjectNode object, String path, Findings findings) {
        this.object = object;
        this.path = path;
        this.findings = findings;
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return object.has(name);
    }

    Optional<String> text(String name) {
        return take(name).filter(node -> is(node.isTextual(), name, "a text")).map(JsonNode::textValue);
    }

    Optional<String> requiredText(String name) {
        return required(name) ? text(name) : Optional.empty();
    }

    Optional<Boolean> bool(String name) {
        return take(name).filter(node -> is(node.isBoolean(), name, "true or false")).map(JsonNode::booleanValue);
    }

    Optional<BigInteger> integer(String name) {
        return take(name).filter(node -> is(node.isIntegralNumber(), name, "a whole number")).map(JsonNode::bigIntegerValue);
    }

    Optional<Members> object(String name) {
        return take(name).filter(node -> is(node.isObject(), name, "an object"))
                .map(node -> new Members((ObjectNode) node, at(name), findings));
    }

    Optional<Members> requiredObject(String name) {
        return required(name) ? object(name) : Optional.empty();
    }

    /** The entries that are objects; others are noted. */
    List<Members> objects(String name) {
        JsonNode list = take(name).filter(node -> is(node.isArray(), name, "a list")).orElse(null);
        if (list == null) {
            return List.of();
        }
        return java.util.stream.IntStream.range(0, list.size()).boxed()
                .flatMap(i -> {
                    String entry = name + "[" + i + "]";
                    return is(list.get(i).isObject(), entry, "an object")
                            ? java.util.stream.Stream.of(new Members((ObjectNode) list.get(i), at(entry), findings))
                            : java.util.stream.Stream.empty();
                })
                .toList();
    }

    <E extends Enum<E>> Optional<E> word(String name, Class<E> words) {
        Optional<String> given = text(name);
        Optional<E> known = given.flatMap(text -> Arrays.stream(words.getEnumConstants()).filter(word -> word.name().equals(text)).findFirst());
        if (given.isPresent() && known.isEmpty()) {
            findings.form(Complaint.NOT_IN_LIST, at(name), Arrays.toString(words.getEnumConstants()));
        }
        return known;
    }

    boolean required(String name) {
        asked.add(name);
        if (!object.has(name)) {
            findings.form(Complaint.MEMBER_MISSING, at(name));
        }
        return object.has(name);
    }

    /**
     * Notes every member that was not asked for.
     *
     * @param oldNames names of an older version with the name of today; an empty one means that the eBox does not support it
     */
    void noOthers(Map<String, String> oldNames) {
        object.fieldNames().forEachRemaining(name -> {
            if (asked.contains(name)) {
                return;
            }
            String now = oldNames.get(name);
            if (now == null) {
                findings.form(Complaint.MEMBER_UNKNOWN, MemberName.shown(at(name)));
            } else if (now.isEmpty()) {
                findings.form(Complaint.MEMBER_NOT_SUPPORTED, at(name));
            } else {
                findings.form(Complaint.MEMBER_OLD_NAME, at(name), now);
            }
        });
    }

    void noOthers() {
        noOthers(Map.of());
    }

    private Optional<JsonNode> take(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        if (node != null && node.isNull()) {
            findings.form(Complaint.MEMBER_NULL, at(name));
            return Optional.empty();
        }
        return Optional.ofNullable(node);
    }

    private boolean is(boolean fits, String name, String expected) {
        if (!fits) {
            findings.form(Complaint.WRONG_TYPE, at(name), expected);
        }
        return fits;
    }
}
