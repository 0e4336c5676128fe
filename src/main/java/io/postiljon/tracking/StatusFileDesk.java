package io.postiljon.tracking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.audit.EventCursor;
import io.postiljon.audit.StatusEvent;
import io.postiljon.audit.StatusEvents;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.SignedPart;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.store.StatusFile;
import io.postiljon.store.StatusFilePlace;
import io.postiljon.store.StatusFiles;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the status files of agencies with an SFTP account, and says what they have still to get. A file is made when enough events
 * wait or the oldest one waits long enough; it is stored with the place behind its events, so that each event is in exactly one file.
 */
public class StatusFileDesk {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final int LAST_NUMBER = 99_999;
    private static final int UPLOADS_AT_ONCE = 50;

    private final StatusFiles files;
    private final StatusEvents events;
    private final Agreements agreements;
    private final DetachedJwsSigner signer;
    private final EventJson json;
    private final Clock clock;
    private final String environment;
    private final TrackingSettings.Files settings;
    private final ObjectMapper mapper = new ObjectMapper();

    StatusFileDesk(StatusFiles files, StatusEvents events, Agreements agreements, DetachedJwsSigner signer, EventJson json, Clock clock,
            String environment, TrackingSettings.Files settings) {
        this.files = files;
        this.events = events;
        this.agreements = agreements;
        this.signer = signer;
        this.json = json;
        this.clock = clock;
        this.environment = environment;
        this.settings = settings;
    }

    /** Codes of the agencies that get status files. */
    public List<String> agencies() {
        return agreements.all().stream().filter(agreement -> agreement.sftp().isPresent()).map(agreement -> agreement.code().value()).toList();
    }

    /** Makes the next file of an agency when one is due. @return how many events are in it */
    @Transactional
    public int make(String agency) {
        AgencyCode code = new AgencyCode(agency);
        Optional<Agreement> agreement = agreements.byCode(code).filter(known -> known.sftp().isPresent());
        if (agreement.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, BRUSSELS);
        if (!files.hasPlace(code)) {
            files.start(code, new StatusFilePlace(events.placeAt(code, now.minus(WebhookPlan.HISTORY)).toString(), today, 0));
        }
        Optional<StatusFilePlace> place = files.lock(code);
        int number = place.filter(known -> known.day().equals(today)).map(StatusFilePlace::last).orElse(0) + 1;
        if (place.isEmpty() || number > LAST_NUMBER) {
            return 0;
        }
        EventCursor behind = EventCursor.parse(place.get().place()).orElseThrow(() -> new IllegalStateException("a stored place among the events is none"));
        List<StatusEvent> page = events.after(code, behind, settings.events());
        if (page.isEmpty() || page.size() < settings.events() && page.getFirst().at().isAfter(now.minus(settings.age()))) {
            return 0;
        }
        String name = "%s.%s.%05d.%s.status.json".formatted(agreement.get().organisationCode(), DAY.format(today), number, environment);
        EventCursor next = page.getLast().place();
        byte[] content = content(name, now, behind, next, page);
        files.add(new StatusFile(code, name, page.size(), content, signer.sign(new SignedPart(name, ContentDigest.of(content)))),
                new StatusFilePlace(next.toString(), today, number));
        return page.size();
    }

    /** The files in the order in which they are uploaded, each before its signature. */
    public List<StatusUpload> pending() {
        return files.pending(UPLOADS_AT_ONCE).stream().flatMap(this::uploads).toList();
    }

    private Stream<StatusUpload> uploads(StatusFile file) {
        return agreements.byCode(file.agency()).flatMap(Agreement::sftp).map(account -> requirePlain(account.user()) + "/out/" + file.name()).stream()
                .flatMap(path -> Stream.of(
                        new StatusUpload(file.agency(), file.name(), StatusUpload.Part.CONTENT, path, file.content()),
                        new StatusUpload(file.agency(), file.name(), StatusUpload.Part.SIGNATURE, path + ".jws", file.signature().getBytes(StandardCharsets.US_ASCII))));
    }

    /** A file is with the agency when its signature is. */
    @Transactional
    public void uploaded(StatusUpload upload) {
        if (upload.part() == StatusUpload.Part.SIGNATURE) {
            files.uploaded(upload.agency(), upload.name());
        }
    }

    /** Forgets files that were laid down long ago; their events stay in the feed. */
    @Transactional
    public int tidy() {
        return files.removeUploadedBefore(clock.instant().minus(settings.keep()));
    }

    private byte[] content(String name, Instant now, EventCursor after, EventCursor next, List<StatusEvent> page) {
        ObjectNode file = mapper.createObjectNode().put("file", name).put("madeAt", now.toString())
                .put("after", after.toString()).put("next", next.toString()).put("total", page.size());
        ArrayNode items = file.putArray("items");
        page.forEach(event -> items.add(json.of(event)));
        return json.text(file).getBytes(StandardCharsets.UTF_8);
    }

    /** The name of an account becomes part of a path. */
    static String requirePlain(String user) {
        if (!user.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalStateException("the SFTP account of an agreement has a name that is no folder");
        }
        return user;
    }
}
