package io.postiljon;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refuses a PostgreSQL that may forget a commit, or a login that could change evidence. Source: security.md section 1, PostgreSQL. */
final class DurabilityCheck {
    private static final List<String> NEEDED = List.of("fsync", "synchronous_commit", "full_page_writes");

    DurabilityCheck(JdbcClient jdbc) {
        for (String setting : NEEDED) {
            String value = jdbc.sql("show " + setting).query(String.class).single();
            if (!value.equals("on") && !(setting.equals("synchronous_commit") && value.startsWith("remote_"))) {
                throw new IllegalStateException("PostgreSQL setting " + setting + " is " + value + " and must be on: a commit could be lost");
            }
        }
        boolean canChangeEvidence = jdbc.sql("""
                select has_table_privilege(current_user, 'audit.record', 'UPDATE')
                    or has_table_privilege(current_user, 'audit.record', 'DELETE')
                    or has_table_privilege(current_user, 'audit.record', 'TRUNCATE')""").query(Boolean.class).single();
        if (canChangeEvidence) {
            throw new IllegalStateException("the login of database.user can change audit.record: give the gateway a login of its own");
        }
    }
}
