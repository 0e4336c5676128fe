package io.postiljon.ebox;

import io.postiljon.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param listLimit most recipients in one question who can be reached; 1 to 1,000 */
@ConfigurationProperties("ebox.questions")
public record QuestionSettings(@DefaultValue("200") int listLimit) {
    public QuestionSettings {
        Setting.between("ebox.questions.list-limit", listLimit, 1, 1000);
    }
}
