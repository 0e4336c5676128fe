package io.postiljon.tracking;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditLog;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.audit.PrintStatement;
import io.postiljon.audit.PrintStatements;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** Statements for the agency whose letters they are about, and for nobody else. Each reading of one is on record. */
public class StatementReader {
    private final PrintStatements statements;
    private final AuditLog audit;
    private final Clock clock;

    StatementReader(PrintStatements statements, AuditLog audit, Clock clock) {
        this.statements = statements;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param next number below which the next page starts; empty on the last one */
    record Page(List<PrintStatement> statements, Optional<Integer> next) {}

    /** The newest first. @param before numbers below it */
    Page list(Asker asker, int before, int most) {
        List<PrintStatement> found = statements.before(asker.agreement().code(), before, most + 1);
        List<PrintStatement> shown = found.subList(0, Math.min(found.size(), most));
        return new Page(List.copyOf(shown), found.size() > shown.size() ? Optional.of(shown.getLast().number()) : Optional.empty());
    }

    /** @throws UnknownMessage when this agency has no such statement */
    @Transactional
    public PrintStatement find(Asker asker, UUID id, String form) {
        PrintStatement statement = statements.find(id).filter(found -> found.agency().equals(asker.agreement().code())).orElseThrow(UnknownMessage::new);
        audit.append(AuditRecord.of(AuditEvent.STATEMENT_CONSULTED, AuditOutcome.DONE, Actor.agency(asker.certificate()), clock.instant(), asker.traceId())
                .withAgency(asker.agreement().code(), asker.agreement().mode())
                .withDetail(Map.of("statement", id.toString(), "form", form)));
        return statement;
    }

    PrintStatement.File json(PrintStatement statement) {
        return statements.json(statement.id());
    }

    PrintStatement.File pdf(PrintStatement statement) {
        return statements.pdf(statement.id());
    }
}
