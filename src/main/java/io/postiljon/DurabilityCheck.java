package io.postiljon;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refuses a PostgreSQL that may forget a commit, or a login that could change evidence, a partition or the traffic log. Source: security.md section 1, PostgreSQL. */
final class DurabilityCheck {
    private static final List<String> NEEDED = List.of("fsync", "synchronous_commit", "full_page_writes");

    DurabilityCheck(JdbcClient jdbc) {
        for (String setting : NEEDED) {
            String value = jdbc.sql("show " + setting).query(String.class).single();
            if (!value.equals("on") && !(setting.equals("synchronous_commit") && value.startsWith("remote_"))) {
                throw new IllegalStateException("PostgreSQL setting " + setting + " is " + value + " and must be on: a commit could be lost");
            }
        }
        List<String> changeable = jdbc.sql("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'audit' and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
                 order by 1""").query(String.class).list();
        if (!changeable.isEmpty()) {
            throw new IllegalStateException("the login of database.user can change " + String.join(", ", changeable)
                    + ": give the gateway a login of its own");
        }
    }
}
