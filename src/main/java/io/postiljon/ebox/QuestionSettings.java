package io.postiljon.ebox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param listLimit most recipients in one question who can be reached; 1 to 1,000 */
@ConfigurationProperties("ebox.questions")
public record QuestionSettings(@DefaultValue("200") int listLimit) {
    public QuestionSettings {
        if (listLimit < 1 || listLimit > 1000) {
            throw new IllegalArgumentException("ebox.questions.list-limit must be 1 to 1000, is " + listLimit);
        }
    }
}
