package io.postiljon.intake;

import io.postiljon.audit.Actor;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Entrance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/v1/messages}. Reads the raw request itself, so that documents stream into the vault and never lie in memory. All
 * that the connection and the headers can tell is judged before a byte of the body is read.
 */
@RestController
class MessagesController {
    private final ApiDoor door;
    private final Uploads uploads;
    private final MessageForm form;
    private final SendingDesk desk;
    private final HttpAnswers answers;

    MessagesController(ApiDoor door, Uploads uploads, MessageForm form, SendingDesk desk, HttpAnswers answers) {
        this.door = door;
        this.uploads = uploads;
        this.form = form;
        this.desk = desk;
        this.answers = answers;
    }

    @PostMapping("/api/v1/messages")
    void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        door.upload(request, response, (caller, traceId) -> receive(request, response, caller, traceId));
    }

    private void receive(HttpServletRequest request, HttpServletResponse response, Caller caller, TraceId traceId) throws IOException {
        RequestForm.UploadHeaders headers = RequestForm.requireUpload(request);
        Upload upload = uploads.read(request, headers.boundary(), caller.agreement());
        requireNoFaults(upload, caller.agreement());
        ReceivedSending received = new ReceivedSending(caller.agreement(), Actor.agency(caller.certificateThumbprint()), Entrance.HTTPS, headers.key(),
                traceId, MultipartReader.JSON_PART, upload.json().orElseThrow(), upload.documents(), new SignatureSource.OverParts(headers.signature()));
        switch (desk.submit(received)) {
            case SendingDesk.Verdict.Done done -> {
                if (done.answer() instanceof Answer.Repeated) {
                    uploads.discard(upload.documents());
                }
                answers.accepted(response, done.answer());
            }
            case SendingDesk.Verdict.No no -> {
                if (no.refusal().isFinal()) {
                    uploads.discard(upload.documents());
                }
                answers.refuse(response, traceId, no.refusal());
            }
        }
    }

    /** Faults of the parts, and with them those of the JSON: it is one stage. */
    private void requireNoFaults(Upload upload, Agreement agreement) {
        if (!upload.faults().isEmpty()) {
            uploads.discard(upload.documents());
            List<Issue> faults = new ArrayList<>(upload.faults());
            upload.json().ifPresent(json -> faults.addAll(form.faults(agreement, json, upload.parts())));
            throw new RefusalException(Refusal.of(faults));
        }
    }
}
