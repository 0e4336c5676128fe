package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.client.Story;
import io.postiljon.sandbox.client.StoryLine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxApplicationTest {
    private static final StoryLine AS_EXPECTED = new StoryLine("HTTPS", "citizen", "PUBLISHED", "PUBLISHED", Duration.ofSeconds(1));
    private static final StoryLine OTHERWISE = new StoryLine("SFTP", "paper", "AT_PRINTER", "PRINT_QUEUED", Duration.ofSeconds(90));

    @Test void the_status_is_0_only_when_every_line_came_out_as_expected() {
        assertThat(SandboxApplication.status(new Story(List.of(AS_EXPECTED, AS_EXPECTED)))).isZero();
        assertThat(SandboxApplication.status(new Story(List.of(AS_EXPECTED, OTHERWISE)))).isEqualTo(1);
    }
}
