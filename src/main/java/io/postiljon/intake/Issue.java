package io.postiljon.intake;

import java.util.List;

/**
 * One fault at one place.
 *
 * @param name      member, header or part, such as {@code attachments[1].digest}; empty when the whole request is meant
 * @param arguments words for the sentence of the complaint: limits and names, never a value that may identify somebody
 */
public record Issue(Complaint complaint, In in, String name, List<String> arguments) {
    public enum In { BODY, HEADER, QUERY, PATH }

    public Issue {
        arguments = List.copyOf(arguments);
    }

    static Issue inBody(Complaint complaint, String name, Object... arguments) {
        return new Issue(complaint, In.BODY, name, List.of(arguments).stream().map(String::valueOf).toList());
    }

    static Issue inHeader(Complaint complaint, String name, Object... arguments) {
        return new Issue(complaint, In.HEADER, name, List.of(arguments).stream().map(String::valueOf).toList());
    }

    static Issue ofRequest(Complaint complaint, Object... arguments) {
        return inBody(complaint, "", arguments);
    }
}
