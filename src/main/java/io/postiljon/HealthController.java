package io.postiljon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/health}: one word for senders. Intake goes on while the broker is away, so that is only DEGRADED. Everybody may ask, so
 * the parts are looked at once in five seconds, however many ask.
 */
@RestController
class HealthController {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final HealthEndpoint health;
    private final Clock clock;
    private Look last = new Look("DOWN", Instant.MIN);

    HealthController(HealthEndpoint health, Clock clock) {
        this.health = health;
        this.clock = clock;
    }

    /** What was seen, and until when it counts. */
    private record Look(String word, Instant until) {}

    @GetMapping("/api/v1/health")
    ResponseEntity<Map<String, String>> health() {
        String word = word();
        return ResponseEntity.status(word.equals("DOWN") ? 503 : 200).body(Map.of("status", word));
    }

    private synchronized String word() {
        if (!clock.instant().isBefore(last.until)) {
            boolean needed = isUp("db") && isUp("vault") && isUp("keys");
            last = new Look(!needed ? "DOWN" : isUp("broker") ? "UP" : "DEGRADED", clock.instant().plus(FRESH));
        }
        return last.word;
    }

    private boolean isUp(String part) {
        var component = health.healthForPath(part);
        return component != null && component.getStatus().equals(Status.UP);
    }
}
