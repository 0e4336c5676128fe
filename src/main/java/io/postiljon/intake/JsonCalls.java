package io.postiljon.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** The way of every small call with JSON in and out: who asks, whether it may ask now, the body, and the answer or the refusal. */
class JsonCalls {
    static final int LIMIT_BYTES = 16 * 1024;
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final ApiDoor door;
    private final HttpAnswers answers;

    JsonCalls(ApiDoor door, HttpAnswers answers) {
        this.door = door;
        this.answers = answers;
    }

    /** What a call does with its body. */
    interface Call {
        JsonReply answer(Caller caller, TraceId traceId, byte[] json);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Call call) throws IOException {
        door.call(request, response, (caller, traceId) -> {
            RequestForm.requireJsonCall(request);
            JsonReply reply = call.answer(caller, traceId, body(request));
            response.setStatus(reply.status());
            answers.ok(response, reply.body());
        });
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        return new PacedBody(request.getInputStream(), LIMIT_BYTES, Complaint.MESSAGE_SIZE, LIMIT_BYTES, DEADLINE, System::nanoTime).readAllBytes();
    }
}
