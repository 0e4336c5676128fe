package io.postiljon.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Metadata of one hop of a route, for the analysis of incidents. No personal data. */
public record TrafficLine(Instant at, String hop, Optional<UUID> sending, Optional<String> agency, Optional<String> traceId,
        Map<String, String> detail) {}
