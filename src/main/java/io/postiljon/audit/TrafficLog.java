package io.postiljon.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the copies that wire taps make. A line may be lost; nothing depends on it. */
public class TrafficLog {
    private final JdbcClient jdbc;
    private final ObjectMapper json = new ObjectMapper();

    TrafficLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void store(TrafficLine line) throws JsonProcessingException {
        jdbc.sql("insert into audit.traffic (at, hop, sending_id, agency, trace_id, detail) values (?, ?, ?, ?, ?, ?::jsonb)")
                .params(Arrays.asList(Timestamp.from(line.at()), line.hop(), line.sending().orElse(null), line.agency().orElse(null),
                        line.traceId().orElse(null), json.writeValueAsString(line.detail())))
                .update();
    }
}
