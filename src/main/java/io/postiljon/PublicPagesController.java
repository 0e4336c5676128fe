package io.postiljon;

import io.postiljon.crypto.PublicKeys;
import io.postiljon.intake.ProblemPages;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What everybody may read: the contract, the pages that problems point to, and the keys that check our signatures. */
@RestController
class PublicPagesController {
    private static final String CACHED = "public, max-age=300";

    private final PublicKeys keys;
    private final ProblemPages problems = new ProblemPages();
    private final byte[] contract;
    private final byte[] statementSchema;

    PublicPagesController(PublicKeys keys) throws IOException {
        this.keys = keys;
        this.contract = resource("/openapi/postiljon-v1.yaml");
        this.statementSchema = resource("/schemas/statement.schema.json");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = PublicPagesController.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        }
    }

    @GetMapping("/api/v1/doc/statement.schema.json")
    void statementSchema(HttpServletResponse response) throws IOException {
        write(response, "application/schema+json", statementSchema);
    }

    @GetMapping("/api/v1/doc/openapi.yaml")
    void contract(HttpServletResponse response) throws IOException {
        write(response, "application/yaml", contract);
    }

    @GetMapping("/.well-known/jwks.json")
    void keys(HttpServletResponse response) throws IOException {
        write(response, "application/jwk-set+json", keys.jwks().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/problems/{slug:[a-z-]{1,64}}")
    void problem(@PathVariable String slug, HttpServletResponse response) throws IOException {
        Optional<String> page = problems.page(slug);
        if (page.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        write(response, "text/html;charset=utf-8", page.get().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping({"/problems", "/problems/"})
    void problems(HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        write(response, "text/html;charset=utf-8", problems.list().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpServletResponse response, String mediaType, byte[] body) throws IOException {
        response.setHeader("Cache-Control", CACHED);
        response.setContentType(mediaType);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
