package io.postiljon.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The pages that problems point to, made from the registry: one for each slug, and a list. */
public final class ProblemPages {
    private final ProblemTexts texts = new ProblemTexts(Locale.ENGLISH);

    public Optional<String> page(String slug) {
        return Fault.bySlug(slug).map(fault -> html(texts.title(fault), """
                <h1>%s</h1>
                <dl><dt>Code</dt><dd><code>%s</code></dd><dt>Status</dt><dd>%d</dd><dt>Type</dt><dd><code>%s</code></dd></dl>
                <p>%s</p>
                <h2>What can be wrong</h2>
                <ul>
                %s
                </ul>
                <p><a href="/problems">All problems</a></p>
                """.formatted(text(texts.title(fault)), fault.slug(), fault.status(), text(fault.type()), text(texts.page(fault)), sentences(fault))));
    }

    public String list() {
        return html("Problems", "<h1>Problems</h1>\n<table><tr><th>Status</th><th>Code</th><th>Title</th></tr>\n"
                + Arrays.stream(Fault.values()).map(fault -> "<tr><td>%d</td><td><a href=\"/problems/%s\">%s</a></td><td>%s</td></tr>"
                        .formatted(fault.status(), fault.slug(), fault.slug(), text(texts.title(fault)))).collect(Collectors.joining("\n"))
                + "\n</table>\n");
    }

    private String sentences(Fault fault) {
        return Arrays.stream(Complaint.values()).filter(complaint -> complaint.fault() == fault)
                .map(complaint -> "<li>" + text(texts.sentence(Issue.inBody(complaint, "member", "…", "…"))) + "</li>")
                .collect(Collectors.joining("\n"));
    }

    private static String html(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding-right:1rem}</style>
                </head><body><main>
                %s</main></body></html>
                """.formatted(text(title), body);
    }

    private static String text(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
