package io.postiljon.intake;

import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.DocumentId;
import io.postiljon.store.Drop;
import io.postiljon.store.DropState;
import io.postiljon.store.Drops;
import io.postiljon.store.SealedObject;
import io.postiljon.store.Vault;
import io.postiljon.store.VaultWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a drop off the SFTP server: judges its name, and streams it into one sealed object. Memory does not grow with the drop, and
 * no plain byte reaches a disk. What is known already is not read again.
 */
public class DropReceiver {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Agreements agreements;
    private final Drops drops;
    private final Vault vault;
    private final Environment environment;
    private final DropLimits limits;
    private final Clock clock;
    private final Clock wallClock;

    /** @param wallClock for what the agency wrote down by its own clock: the day in the name, the time of the signature */
    DropReceiver(Agreements agreements, Drops drops, Vault vault, Environment environment, DropLimits limits, Clock clock, Clock wallClock) {
        this.agreements = agreements;
        this.drops = drops;
        this.vault = vault;
        this.environment = environment;
        this.limits = limits;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /**
     * @param fileName           without folder, as listed
     * @param lastModifiedMillis as listed, since 1970
     * @throws IOException when the connection or the vault fails, or the file is not what was listed: it stays where it is
     */
    public Arrival receive(String agency, String fileName, long sizeBytes, long lastModifiedMillis, InputStream content) throws IOException {
        Agreement agreement = agreement(agency);
        Instant now = clock.instant();
        String base = DropFilter.isPlain(fileName) ? fileName.substring(0, fileName.length() - DropFile.ENDING.length()) : safeBase(fileName);
        DropFile file = new DropFile(agreement, base, sizeBytes, Instant.ofEpochMilli(lastModifiedMillis), new TraceId(Randoms.uuidV7(now)), now,
                wallClock.instant());
        Optional<Arrival> known = known(file);
        if (known.isPresent()) {
            return known.get();
        }
        List<Issue> faults = faults(file);
        return faults.isEmpty() ? new Arrival.Sealed(file, seal(file, content)) : new Arrival.Broken(file, Refusal.of(faults));
    }

    /**
     * The agency called back a zip that it never released. One of that name whose work has begun goes on.
     *
     * @param markerName         name of the {@code .cancel}, without folder
     * @param lastModifiedMillis of the marker, since 1970
     */
    public Arrival calledBack(String agency, String markerName, long lastModifiedMillis) {
        Agreement agreement = agreement(agency);
        Instant now = clock.instant();
        String base = markerName.substring(0, markerName.length() - (DropFile.ENDING + DropWithdrawal.CANCEL).length());
        DropFile file = new DropFile(agreement, base, 0, Instant.ofEpochMilli(lastModifiedMillis), new TraceId(Randoms.uuidV7(now)), now,
                wallClock.instant());
        return known(file)
                .or(() -> drops.named(agreement.code(), base).filter(drop -> drop.state() == DropState.RECEIVED).map(drop -> new Arrival.Known(drop.id())))
                .orElseGet(() -> new Arrival.Withdrawn(file));
    }

    /**
     * A zip, or a part of one, that was never released. Nothing of it is read. What is known already, such as a zip that a killed process
     * did not take away, or that was released and collected since we looked, gets no other notice.
     *
     * @param fileName           as {@link AbandonedFilter} lets it through
     * @param lastModifiedMillis since 1970
     * @param untouched          how long, for the words of the notice
     * @param lookedAt           before it was seen to lie there without a marker
     */
    public Arrival abandoned(String agency, String fileName, long sizeBytes, long lastModifiedMillis, String untouched, Instant lookedAt) {
        Agreement agreement = agreement(agency);
        String base = DropFilter.isPlain(fileName) ? fileName.substring(0, fileName.length() - DropFile.ENDING.length()) : fileName;
        DropFile file = new DropFile(agreement, base, sizeBytes, Instant.ofEpochMilli(lastModifiedMillis), new TraceId(Randoms.uuidV7(clock.instant())), lookedAt,
                wallClock.instant());
        return known(file).orElseGet(() -> new Arrival.Broken(file, Refusal.of(Issue.ofRequest(Complaint.DROP_ABANDONED, untouched))));
    }

    private Optional<Arrival> known(DropFile file) {
        return drops.sameFile(file.agreement().code(), file.base(), file.sizeBytes(), file.modifiedAt(), file.seenAt()).map(drop -> new Arrival.Known(drop.id()));
    }

    /** Name of the file by which the agency calls this drop back. */
    public String cancelMarker(Arrival arrival) {
        return baseOf(arrival) + DropFile.ENDING + DropWithdrawal.CANCEL;
    }

    private String baseOf(Arrival arrival) {
        return switch (arrival) {
            case Arrival.Known known -> drops.get(known.id()).name();
            case Arrival.Withdrawn withdrawn -> withdrawn.file().base();
            case Arrival.Broken broken -> broken.file().base();
            case Arrival.Sealed sealed -> sealed.file().base();
            case Arrival.Whole whole -> whole.file().base();
        };
    }

    /**
     * The agency called it back before it was committed. What is committed goes on.
     *
     * @param marker name of the file that was found
     * @throws IllegalStateException when it is another drop's, so that no drop is lost by a wrong look into the folder
     */
    public Arrival withdraw(Arrival arrival, String marker) {
        if (!cancelMarker(arrival).equals(marker)) {
            throw new IllegalStateException("a file was found that does not call this drop back");
        }
        return switch (arrival) {
            case Arrival.Known known -> known;
            case Arrival.Withdrawn withdrawn -> withdrawn;
            case Arrival.Broken broken -> new Arrival.Withdrawn(broken.file());
            case Arrival.Sealed sealed -> withdrawn(sealed.file(), sealed.zip());
            case Arrival.Whole whole -> withdrawn(whole.file(), whole.zip());
        };
    }

    private Arrival withdrawn(DropFile file, SealedObject zip) {
        vault.discard(zip.id());
        return new Arrival.Withdrawn(file);
    }

    /** Makes the sealed zip survive a power cut, before the row that makes it exist. */
    public Arrival sync(Arrival arrival) throws IOException {
        if (arrival instanceof Arrival.Whole whole) {
            vault.sync(List.of(whole.zip()));
        }
        return arrival;
    }

    /** In place of a name that is no name of a drop: always the same for it, and no word of it. The drop is rejected for its name. */
    private static String safeBase(String fileName) {
        return "unnamed-" + ContentDigest.of(fileName.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
    }

    private Agreement agreement(String agency) {
        return agreements.byCode(new AgencyCode(agency))
                .orElseThrow(() -> new IllegalStateException("no agreement with " + agency + ": its drops are not collected"));
    }

    private List<Issue> faults(DropFile file) {
        if (file.agreement().endedOn(LocalDate.ofInstant(file.seenAt(), BRUSSELS))) {
            return List.of(Issue.ofRequest(Complaint.TERMINATED));
        }
        List<Issue> faults = new ArrayList<>(DropName.faults(file.base(), file.agreement(), environment,
                LocalDate.ofInstant(file.collectedAt(), BRUSSELS)));
        drops.named(file.agreement().code(), file.base()).ifPresent(first -> faults.add(Issue.ofRequest(Complaint.DROP_TWICE, first.id())));
        if (file.sizeBytes() > limits.zipBytes()) {
            faults.add(Issue.ofRequest(Complaint.ARCHIVE_SIZE, limits.zipBytes() + " bytes"));
        }
        return faults;
    }

    private SealedObject seal(DropFile file, InputStream content) throws IOException {
        try (VaultWriter writer = vault.write(file.agreement().code(), new DocumentId(Randoms.uuidV7(file.seenAt())))) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long counted = 0;
            for (int count = content.read(buffer); count >= 0 && counted <= file.sizeBytes(); count = content.read(buffer)) {
                writer.write(buffer, 0, count);
                counted += count;
            }
            if (counted != file.sizeBytes()) {
                throw new IOException("a drop changed while it was read; it is read again");
            }
            return writer.finish();
        }
    }
}
