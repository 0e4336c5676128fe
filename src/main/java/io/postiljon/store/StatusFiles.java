package io.postiljon.store;

import io.postiljon.sending.AgencyCode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Status files, and how far those of each agency are. A file and the place behind its events are stored in one transaction. */
public class StatusFiles {
    private final JdbcClient jdbc;
    private final Clock clock;

    StatusFiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Starts the files of an agency; one that has a place keeps it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void start(AgencyCode agency, StatusFilePlace place) {
        jdbc.sql("insert into gateway.status_file_place (agency, place, day, last) values (?, ?, ?, ?) on conflict (agency) do nothing")
                .params(agency.value(), place.place(), Date.valueOf(place.day()), place.last()).update();
    }

    public boolean hasPlace(AgencyCode agency) {
        return jdbc.sql("select exists (select 1 from gateway.status_file_place where agency = ?)").param(agency.value()).query(Boolean.class).single();
    }

    /** Keeps other nodes from making a file of this agency until the caller's transaction ends; empty when one of them does it now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<StatusFilePlace> lock(AgencyCode agency) {
        return jdbc.sql("select place, day, last from gateway.status_file_place where agency = ? for update skip locked").param(agency.value())
                .query((row, n) -> new StatusFilePlace(row.getString("place"), row.getDate("day").toLocalDate(), row.getInt("last"))).optional();
    }

    /** Stores a file and goes on behind its events. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(StatusFile file, StatusFilePlace next) {
        jdbc.sql("insert into gateway.status_file (agency, name, events, content, signature, made_at) values (?, ?, ?, ?, ?, ?)")
                .params(file.agency().value(), file.name(), file.events(), file.content(), file.signature(), Timestamp.from(clock.instant())).update();
        jdbc.sql("update gateway.status_file_place set place = ?, day = ?, last = ? where agency = ?")
                .params(next.place(), Date.valueOf(next.day()), next.last(), file.agency().value()).update();
    }

    /** Files that are not known to be uploaded, oldest first. */
    public List<StatusFile> pending(int limit) {
        return jdbc.sql("select agency, name, events, content, signature from gateway.status_file where uploaded_at is null order by made_at, agency, name limit ?")
                .param(limit)
                .query((row, n) -> new StatusFile(new AgencyCode(row.getString("agency")), row.getString("name"), row.getInt("events"),
                        row.getBytes("content"), row.getString("signature")))
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void uploaded(AgencyCode agency, String name) {
        jdbc.sql("update gateway.status_file set uploaded_at = ? where agency = ? and name = ? and uploaded_at is null")
                .params(Timestamp.from(clock.instant()), agency.value(), name).update();
    }

    /** Removes files that were laid down before a moment; their events stay in the feed. @return how many */
    @Transactional(propagation = Propagation.MANDATORY)
    public int removeUploadedBefore(Instant before) {
        return jdbc.sql("delete from gateway.status_file where uploaded_at < ?").param(Timestamp.from(before)).update();
    }
}
