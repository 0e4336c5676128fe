package io.postiljon.print;

import io.postiljon.settings.Setting;
import java.time.LocalTime;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Daily statements of letters on paper.
 *
 * @param hour     Brussels time at which the day before is closed, 01:00 to 23:00
 * @param language of the PDF: nl, fr, de or en
 * @param items    open letters that one statement names, the oldest first, 10 to 5000; counts are always whole
 * @param keepDays how long the open letters of a statement are kept, so that its day and the next one can be made again, 7 to 366
 */
@ConfigurationProperties("print.statement")
public record StatementSettings(@DefaultValue("06:00") LocalTime hour, @DefaultValue("nl") String language, @DefaultValue("2000") int items,
        @DefaultValue("31") int keepDays) {
    public StatementSettings {
        if (hour.isBefore(LocalTime.of(1, 0)) || hour.isAfter(LocalTime.of(23, 0))) {
            throw new IllegalArgumentException("print.statement.hour must be 01:00 to 23:00, is " + hour);
        }
        if (!Set.of("nl", "fr", "de", "en").contains(language)) {
            throw new IllegalArgumentException("print.statement.language must be nl, fr, de or en, is " + language);
        }
        Setting.between("print.statement.items", items, 10, 5000);
        Setting.between("print.statement.keep-days", keepDays, 7, 366);
    }
}
