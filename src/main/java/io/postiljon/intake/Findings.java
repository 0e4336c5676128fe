package io.postiljon.intake;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong while reading, kept apart by stage: the form of the message (400), and what it says (422). */
final class Findings {
    private final List<Issue> form = new ArrayList<>();
    private final List<Issue> content = new ArrayList<>();

    void form(Complaint complaint, String name, Object... arguments) {
        form.add(Issue.inBody(complaint, name, arguments));
    }

    void content(Complaint complaint, String name, Object... arguments) {
        content.add(Issue.inBody(complaint, name, arguments));
    }

    List<Issue> form() {
        return List.copyOf(form);
    }

    List<Issue> content() {
        return List.copyOf(content);
    }
}
