package io.postiljon.intake;

import java.util.List;

/**
 * One fault at one place.
 *
 * @param name      member, header or part, such as {@code attachments[1].digest}; empty when the whole request is meant
 * @param arguments words for the sentence of the complaint: limits and names, never a value that may identify somebody
 * @param page      of the document in that part, from 1; 0 when no page is meant
 */
public record Issue(Complaint complaint, In in, String name, List<String> arguments, int page) {
    public enum In { BODY, HEADER, QUERY, PATH }

    public Issue {
        arguments = List.copyOf(arguments);
    }

    public Issue(Complaint complaint, In in, String name, List<String> arguments) {
        this(complaint, in, name, arguments, 0);
    }

    static Issue onPage(Complaint complaint, String part, int page) {
        return new Issue(complaint, In.BODY, part, List.of(String.valueOf(page)), page);
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
