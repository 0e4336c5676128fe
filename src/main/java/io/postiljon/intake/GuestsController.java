package io.postiljon.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/guests}, {@code /query} and {@code /remove}: the guest list of a trial. Numbers of persons only in bodies. */
@RestController
class GuestsController {
    private final JsonCalls calls;
    private final GuestDesk desk;

    GuestsController(JsonCalls calls, GuestDesk desk) {
        this.calls = calls;
        this.desk = desk;
    }

    @PostMapping("/api/v1/guests")
    void add(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, desk::add);
    }

    @PostMapping("/api/v1/guests/query")
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, desk::query);
    }

    @PostMapping("/api/v1/guests/remove")
    void remove(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, desk::remove);
    }
}
