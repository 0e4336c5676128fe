package io.postiljon.print;

import io.postiljon.audit.Actor;
import io.postiljon.audit.AuditEvent;
import io.postiljon.audit.AuditOutcome;
import io.postiljon.audit.AuditRecord;
import io.postiljon.audit.Decision;
import io.postiljon.audit.PrintStatement;
import io.postiljon.audit.PrintStatements;
import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DetachedJwsSigner;
import io.postiljon.crypto.Randoms;
import io.postiljon.crypto.SignedPart;
import io.postiljon.sending.AgencyCode;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.sending.Mode;
import io.postiljon.sending.Service;
import io.postiljon.sending.Sha256;
import io.postiljon.sending.SupplierCode;
import io.postiljon.store.PrintAlarmKind;
import io.postiljon.store.StatementDeliveries;
import io.postiljon.store.StatementLedger;
import io.postiljon.store.StatementSpan;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the statements of letters on paper: one for each agency and day, also for a day without a letter, so that a missing one is seen.
 * A statement is one transaction with its evidence, its signatures and its delivery: a crash leaves nothing of it. What does not fit is
 * said in it and raises an alarm; it is issued all the same.
 */
public class StatementDesk {
    static final String OPENING_DIFFERS = "OPENING_DIFFERS";
    private static final Logger LOG = LoggerFactory.getLogger(StatementDesk.class);
    private static final Actor JOB = Actor.gateway("print-make-statements");
    /** Alarms stand beside those of suppliers; this one is about our own books. */
    static final SupplierCode OURSELVES = new SupplierCode("gateway");
    private static final int BATCHES = 500;
    private static final int NOTHING = 0;

    private final StatementLedger ledger;
    private final PrintStatements statements;
    private final StatementDeliveries deliveries;
    private final Agreements agreements;
    private final StatementPaper paper;
    private final DetachedJwsSigner signer;
    private final SupplierAlarms alarms;
    private final PrintEvidence evidence;
    private final StatementSettings settings;
    private final String environment;
    private final Clock clock;
    private final StatementJson json = new StatementJson();

    StatementDesk(StatementLedger ledger, PrintStatements statements, StatementDeliveries deliveries, Agreements agreements, StatementPaper paper,
            DetachedJwsSigner signer, SupplierAlarms alarms, PrintEvidence evidence, StatementSettings settings, String environment, Clock clock) {
        this.ledger = ledger;
        this.statements = statements;
        this.deliveries = deliveries;
        this.agreements = agreements;
        this.paper = paper;
        this.signer = signer;
        this.alarms = alarms;
        this.evidence = evidence;
        this.settings = settings;
        this.environment = environment;
        this.clock = clock;
    }

    /** Codes of the agencies that have a day to be closed. */
    public List<String> due() {
        return agreements.all().stream().filter(this::isStated).filter(agreement -> !nextDay(agreement.code()).isAfter(lastDayDue()))
                .map(agreement -> agreement.code().value()).toList();
    }

    /** Closes the oldest day of an agency that is due. @return number of its statement; 0 when none is due, or another node makes it */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public int makeDue(String agency) {
        Optional<Agreement> agreement = agreements.byCode(new AgencyCode(agency)).filter(this::isStated);
        if (agreement.isEmpty() || !ledger.becomeMaker() || nextDay(agreement.get().code()).isAfter(lastDayDue())) {
            return NOTHING;
        }
        return make(agreement.get(), nextDay(agreement.get().code()), JOB, Map.of()).number();
    }

    /**
     * Makes the statement of a day once more, under a new number; of today, what can be said by now. While the day before is not stated yet,
     * today's counts from where the last statement ended.
     *
     * @throws IllegalArgumentException when there is no such agency, or the day is in the future or too long ago
     * @throws IllegalStateException    when another node makes a statement right now, or the day before has none yet
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public PrintStatement makeAgain(String agency, LocalDate day, Decision decision) {
        Agreement agreement = agreements.byCode(new AgencyCode(agency)).orElseThrow(() -> new IllegalArgumentException("there is no agency with this code"));
        if (!ledger.becomeMaker()) {
            throw new IllegalStateException("a statement is being made right now: try again");
        }
        if (day.isAfter(today()) || day.isBefore(today().minusDays(settings.keepDays()))) {
            throw new IllegalArgumentException("a statement can be made of today and of " + settings.keepDays() + " days before");
        }
        if (!day.equals(today()) && statements.lastDay(agreement.code()).filter(last -> day.isAfter(last.plusDays(1))).isPresent()) {
            throw new IllegalStateException("the day before has no statement yet, with which this one would open");
        }
        return make(agreement, day, decision.actor(), Map.of("reason", decision.reason()));
    }

    /** The newest statement of each agency. */
    public List<PrintStatement> newest() {
        return statements.newest();
    }

    /** Forgets letters of statements whose day cannot be made again any more. */
    @Transactional
    public int tidy() {
        return ledger.forget(today().minusDays(settings.keepDays() + 2L));
    }

    /** How many agencies wait for a statement. */
    int countDue() {
        return due().size();
    }

    /** Letters that the newest statements cannot explain. */
    int countUnexplained() {
        return newest().stream().mapToInt(PrintStatement::unexplained).sum();
    }

    private PrintStatement make(Agreement agreement, LocalDate day, Actor actor, Map<String, String> why) {
        AgencyCode agency = agreement.code();
        LocalDate first = statements.lastDay(agency).map(last -> last.plusDays(1)).filter(day::isAfter).orElse(day);
        Optional<PrintStatement> before = statements.ofDay(agency, first.minusDays(1)).filter(PrintStatement::complete);
        Optional<PrintStatement> replaces = statements.ofDay(agency, day);
        Instant now = clock.instant();
        Instant end = startOf(day.plusDays(1));
        StatementSpan span = new StatementSpan(Randoms.uuidV7(now), agency, before.map(PrintStatement::id), startOf(first), end.isAfter(now) ? now : end);
        ledger.gather(span);
        StatementBook book = book(agreement, day, span, before, replaces, now);
        PrintStatement head = book.head();
        PrintStatement.File content = signed(head.jsonName(), json.write(book));
        PrintStatement.File pdf = signed(head.pdfName(), paper.draw(book));
        ledger.settle(span.id());
        statements.add(head, content, pdf);
        if (agreement.sftp().isPresent()) {
            deliveries.add(head.id(), agency);
        }
        record(book, content, pdf, actor, why);
        tell(head);
        return head;
    }

    private StatementBook book(Agreement agreement, LocalDate day, StatementSpan span, Optional<PrintStatement> before, Optional<PrintStatement> replaces, Instant now) {
        StatementLedger.Balance balance = ledger.balance(span.id());
        StatementLedger.Amount opening = before.map(last -> new StatementLedger.Amount(last.pieces().expected(), last.sheets().expected())).orElse(balance.opening());
        boolean openingFits = opening.equals(balance.opening());
        int number = statements.nextNumber(agreement.code());
        PrintStatement head = new PrintStatement(span.id(), agreement.code(), number, day, span.from(), span.until(), span.until().equals(startOf(day.plusDays(1))),
                replaces.map(PrintStatement::id), now,
                new PrintStatement.Totals(opening.pieces(), balance.accepted().pieces(), balance.closed().pieces(), balance.found().pieces()),
                new PrintStatement.Totals(opening.sheets(), balance.accepted().sheets(), balance.closed().sheets(), balance.found().sheets()),
                balance.unexplained() + (openingFits ? 0 : 1),
                "%s.%s.%05d.%s.statement".formatted(agreement.organisationCode(), day.format(DateTimeFormatter.BASIC_ISO_DATE), number, environment));
        return new StatementBook(head, agreement, environment, before, replaces, openingFits, ledger.closed(span.id()), ledger.open(span.id()),
                ledger.afterHandOver(span), ledger.sheetsByClass(span), ledger.sheets(span, BATCHES), ledger.openLetters(span.id(), settings.items()),
                ledger.differences(span, settings.items()), ledger.unexplained(span.id(), settings.items()));
    }

    private PrintStatement.File signed(String name, byte[] content) {
        return new PrintStatement.File(content, signer.sign(new SignedPart(name, ContentDigest.of(content))));
    }

    private void record(StatementBook book, PrintStatement.File content, PrintStatement.File pdf, Actor actor, Map<String, String> why) {
        PrintStatement head = book.head();
        Map<String, String> detail = new HashMap<>(why);
        detail.put("statement", head.id().toString());
        detail.put("number", Integer.toString(head.number()));
        detail.put("day", head.day().toString());
        detail.put("unexplained", Integer.toString(head.unexplained()));
        head.replaces().map(UUID::toString).ifPresent(old -> detail.put("replaces", old));
        evidence.append(AuditRecord.of(AuditEvent.STATEMENT_MADE, AuditOutcome.DONE, actor, head.madeAt(), PrintEvidence.NO_TRACE)
                .withAgency(head.agency(), book.agreement().mode())
                .withDocuments(List.of(digest(content), digest(pdf)), content.content().length + pdf.content().length)
                .withDetail(detail));
    }

    private static Sha256 digest(PrintStatement.File file) {
        return new Sha256(ContentDigest.of(file.content()).hex());
    }

    private void tell(PrintStatement head) {
        String subject = head.agency() + " " + head.day();
        if (head.unexplained() > 0) {
            alarms.raise(OURSELVES, PrintAlarmKind.LETTERS_UNEXPLAINED, subject, "letters-" + head.unexplained());
        } else {
            alarms.end(PrintAlarmKind.LETTERS_UNEXPLAINED, subject);
        }
        LOG.info("statement {} of {} for {}: {} open, {} unexplained", head.number(), head.agency(), head.day(), head.pieces().expected(), head.unexplained());
    }

    /** In a rehearsal nothing is printed. */
    private boolean isStated(Agreement agreement) {
        return agreement.has(Service.PRINT) && agreement.mode() != Mode.REHEARSAL;
    }

    private LocalDate nextDay(AgencyCode agency) {
        return statements.lastDay(agency).map(last -> last.plusDays(1)).orElse(lastDayDue());
    }

    /** The last day that is over and whose hour has come. */
    private LocalDate lastDayDue() {
        Instant now = clock.instant();
        boolean early = now.isBefore(today().atTime(settings.hour()).atZone(WorkingDays.BRUSSELS).toInstant());
        return today().minusDays(early ? 2 : 1);
    }

    /** In Brussels. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingDays.BRUSSELS);
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(WorkingDays.BRUSSELS).toInstant();
    }
}
