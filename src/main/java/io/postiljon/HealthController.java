package io.postiljon;

import java.util.Map;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/health}: one word for senders. Intake goes on while the broker is away, so that is only DEGRADED. */
@RestController
class HealthController {
    private final HealthEndpoint health;

    HealthController(HealthEndpoint health) {
        this.health = health;
    }

    @GetMapping("/api/v1/health")
    ResponseEntity<Map<String, String>> health() {
        boolean needed = isUp("db") && isUp("vault") && isUp("keys");
        String word = !needed ? "DOWN" : isUp("broker") ? "UP" : "DEGRADED";
        return ResponseEntity.status(needed ? 200 : 503).body(Map.of("status", word));
    }

    private boolean isUp(String part) {
        var component = health.healthForPath(part);
        return component != null && component.getStatus().equals(Status.UP);
    }
}
