package io.postiljon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postiljon.audit.PrintStatement;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/statements}, and one of them as JSON or PDF, with the signature in a header. */
@RestController
class StatementsController {
    private static final String PATH = "/api/v1/statements";
    private static final String ONE = PATH + "/{statementId:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}";
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int ABOVE_ALL = 100_000;

    private final Askers askers;
    private final StatementReader reader;

    StatementsController(Askers askers, StatementReader reader) {
        this.askers = askers;
        this.reader = reader;
    }

    /** @param next address of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Statements(String self, List<Line> items, String next) {}

    record Totals(int opening, int accepted, int closed, int expected, int found) {
        static Totals of(PrintStatement.Totals totals) {
            return new Totals(totals.opening(), totals.accepted(), totals.closed(), totals.expected(), totals.found());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(String href, String statementId, int number, String day, boolean complete, String replaces, String madeAt, Totals pieces, Totals sheets, int unexplained,
            String file) {
        static Line of(PrintStatement statement) {
            return new Line(PATH + "/" + statement.id(), statement.id().toString(), statement.number(), statement.day().toString(), statement.complete(),
                    statement.replaces().map(UUID::toString).orElse(null), statement.madeAt().toString(), Totals.of(statement.pieces()),
                    Totals.of(statement.sheets()), statement.unexplained(), statement.jsonName());
        }
    }

    @GetMapping(path = PATH, produces = "application/json")
    ResponseEntity<Statements> list(HttpServletRequest request) {
        Asker asker = askers.of(request);
        QueryParameters query = QueryParameters.of(request, "pageSize", "after");
        int size = query.number("pageSize", PAGE, 1, LARGEST_PAGE);
        StatementReader.Page page = reader.list(asker, query.number("after", ABOVE_ALL, 1, ABOVE_ALL), size);
        String self = request.getQueryString() == null ? PATH : PATH + "?" + request.getQueryString();
        String next = page.next().map(number -> PATH + "?pageSize=" + size + "&after=" + number).orElse(null);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Statements(self, page.statements().stream().map(Line::of).toList(), next));
    }

    @GetMapping(path = ONE, produces = "application/json")
    ResponseEntity<byte[]> json(@PathVariable String statementId, HttpServletRequest request) {
        PrintStatement statement = statement(statementId, request, "JSON");
        return file(reader.json(statement), statement.jsonName(), MediaType.APPLICATION_JSON);
    }

    @GetMapping(path = ONE, produces = "application/pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String statementId, HttpServletRequest request) {
        PrintStatement statement = statement(statementId, request, "PDF");
        return file(reader.pdf(statement), statement.pdfName(), MediaType.APPLICATION_PDF);
    }

    private PrintStatement statement(String id, HttpServletRequest request, String form) {
        Asker asker = askers.of(request);
        QueryParameters.requireNone(request);
        return reader.find(asker, UUID.fromString(id), form);
    }

    private static ResponseEntity<byte[]> file(PrintStatement.File file, String name, MediaType type) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(type)
                .header("JWS-Signature", file.signature())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"").body(file.content());
    }
}
