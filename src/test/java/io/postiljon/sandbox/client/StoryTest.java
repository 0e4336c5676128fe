package io.postiljon.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final StoryLine GOOD = new StoryLine("HTTPS", "citizen", "PUBLISHED", "PUBLISHED", Duration.ofMillis(1900));
    private static final StoryLine BAD = new StoryLine("SFTP", "organisation", "PUBLISHED", "FAILED", Duration.ofSeconds(12));

    @Test void the_table_is_aligned_and_says_in_words_what_went_wrong() {
        String table = new Story(List.of(GOOD, BAD)).table();

        assertThat(table).isEqualTo("""
                         entrance  recipient     expected   happened     time
                ✓ ok     HTTPS     citizen       PUBLISHED  PUBLISHED   1.9 s
                ✗ wrong  SFTP      organisation  PUBLISHED  FAILED     12.0 s

                1 of 2 as expected
                """);
    }

    @Test void a_story_is_good_only_when_each_line_is() {
        assertThat(new Story(List.of(GOOD)).allAsExpected()).isTrue();
        assertThat(new Story(List.of(GOOD, BAD)).allAsExpected()).isFalse();
    }
}
