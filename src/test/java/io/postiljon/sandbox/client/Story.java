package io.postiljon.sandbox.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that a newcomer sees: plain text, aligned, a tick or a cross and a word, so that it needs no colour. */
public record Story(List<StoryLine> lines) {
    private static final List<String> HEADINGS = List.of("", "entrance", "recipient", "expected", "happened", "time");

    public Story {
        lines = List.copyOf(lines);
    }

    public boolean allAsExpected() {
        return lines.stream().allMatch(StoryLine::asExpected);
    }

    /** Ends with a newline. */
    public String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        lines.forEach(line -> rows.add(cells(line)));
        var text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(aligned(row, rows).stripTrailing()).append('\n');
        }
        long good = lines.stream().filter(StoryLine::asExpected).count();
        return text.append('\n').append(good).append(" of ").append(lines.size()).append(" as expected\n").toString();
    }

    private static List<String> cells(StoryLine line) {
        return List.of(line.asExpected() ? "✓ ok" : "✗ wrong", line.entrance(), line.recipientKind(),
                line.expected(), line.happened(), seconds(line.time()));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String aligned(List<String> row, List<List<String>> rows) {
        var text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            int column = i;
            int width = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
            boolean number = column == row.size() - 1;
            String gap = " ".repeat(width - row.get(column).length());
            text.append(number ? gap + row.get(column) : row.get(column) + gap).append("  ");
        }
        return text.toString();
    }
}
