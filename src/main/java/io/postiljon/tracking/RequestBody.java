package io.postiljon.tracking;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** A small JSON body, read with a limit. */
final class RequestBody {
    private RequestBody() {}

    /** @throws WrongRequest when it is of another type or larger */
    static byte[] json(HttpServletRequest request, int limitBytes) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new WrongRequest(WrongRequest.What.MEDIA_TYPE, "Content-Type", "application/json");
        }
        byte[] body = request.getInputStream().readNBytes(limitBytes + 1);
        if (body.length > limitBytes) {
            throw new WrongRequest(WrongRequest.What.TOO_LARGE, "body", String.valueOf(limitBytes));
        }
        return body;
    }
}
