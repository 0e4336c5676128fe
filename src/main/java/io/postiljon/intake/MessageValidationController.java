package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.crypto.Randoms;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Entrance;
import io.postiljon.sending.IdempotencyKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/messages/validate}: what would be wrong with this sending, all at once and without effect. Takes the same request
 * as {@code POST /api/v1/messages} and costs the same quota. Only who may not ask, or asks too often, gets a problem instead.
 */
@RestController
class MessageValidationController {
    private final ApiDoor door;
    private final Uploads uploads;
    private final ValidationDesk desk;
    private final HttpAnswers answers;
    private final Clock clock;

    MessageValidationController(ApiDoor door, Uploads uploads, ValidationDesk desk, HttpAnswers answers, Clock clock) {
        this.door = door;
        this.uploads = uploads;
        this.desk = desk;
        this.answers = answers;
        this.clock = clock;
    }

    @PostMapping("/api/v1/messages/validate")
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        door.upload(request, response, (caller, traceId) -> judge(request, response, caller, traceId));
    }

    private void judge(HttpServletRequest request, HttpServletResponse response, Caller caller, TraceId traceId) throws IOException {
        RequestForm.UploadReading headers = RequestForm.readUploadToValidate(request);
        Upload upload = upload(request, headers, caller.agreement());
        try {
            ReceivedSending received = new ReceivedSending(caller.agreement(), Actor.agency(caller.certificateThumbprint()), Entrance.HTTPS,
                    headers.key().orElseGet(this::unusedKey), traceId, MultipartReader.JSON_PART, upload.json().orElse(new byte[0]), upload.documents(),
                    new SignatureSource.OverParts(headers.signature()));
            switch (desk.validate(Validation.of(received, upload, headers.key().isPresent(), headers.faults()))) {
                case ValidationDesk.Outcome.Judged judged -> answers.validated(response, judged.validation());
                case ValidationDesk.Outcome.NotJudged not -> answers.refuse(response, traceId, not.refusal());
            }
        } finally {
            uploads.discard(upload.documents());       // their keys were in memory only
        }
    }

    /** A limit that the body breaks ends the reading and is a fault to tell; a sender that falls silent gets its answer as everywhere. */
    private Upload upload(HttpServletRequest request, RequestForm.UploadReading headers, Agreement agreement) throws IOException {
        if (headers.boundary().isEmpty()) {
            return Upload.unreadable(List.of());
        }
        try {
            return uploads.read(request, headers.boundary().get(), agreement);
        } catch (RefusalException refused) {
            return switch (refused.refusal().fault()) {
                case MALFORMED_REQUEST, DOCUMENT_TOO_LARGE, TOO_MANY_PARTS, MESSAGE_TOO_LARGE -> Upload.unreadable(refused.refusal().issues());
                default -> throw refused;
            };
        }
    }

    private IdempotencyKey unusedKey() {
        return new IdempotencyKey("validate:" + Randoms.uuidV7(clock.instant()));
    }
}
