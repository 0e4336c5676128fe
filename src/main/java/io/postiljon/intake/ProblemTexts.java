package io.postiljon.intake;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of every problem, from the bundle {@code problems}. English now; another language is another file of that bundle. */
final class ProblemTexts {
    private static final ResourceBundle.Control NO_DEFAULT_LOCALE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    ProblemTexts(Locale locale) {
        this.bundle = ResourceBundle.getBundle("io.postiljon.intake.problems", locale, NO_DEFAULT_LOCALE);
    }

    String title(Fault fault) {
        return bundle.getString(fault.slug() + ".title");
    }

    /** What happened and how to mend it, for the page of the problem. */
    String page(Fault fault) {
        return bundle.getString(fault.slug() + ".page");
    }

    String sentence(Issue issue) {
        return fill(bundle.getString(issue.complaint().key()), issue.name(), issue.arguments());
    }

    private static String fill(String pattern, String name, List<String> arguments) {
        String text = pattern.replace("{name}", name.isEmpty() ? "the request" : name);
        for (int i = 0; i < arguments.size(); i++) {
            text = text.replace("{" + i + "}", arguments.get(i));
        }
        return text;
    }
}
