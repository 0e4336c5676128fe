package io.postiljon.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/dossiers}, {@code /query} and {@code /close}. Small JSON; numbers of persons only in bodies. */
@RestController
class DossiersController {
    private final JsonCalls calls;
    private final DossierDesk desk;

    DossiersController(JsonCalls calls, DossierDesk desk) {
        this.calls = calls;
        this.desk = desk;
    }

    @PostMapping("/api/v1/dossiers")
    void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, desk::open);
    }

    @PostMapping("/api/v1/dossiers/query")
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, desk::query);
    }

    @PostMapping("/api/v1/dossiers/close")
    void close(HttpServletRequest request, HttpServletResponse response) throws IOException {
        calls.answer(request, response, desk::close);
    }
}
