package io.postiljon.tracking;

import io.postiljon.audit.PrintStatement;
import io.postiljon.audit.PrintStatements;
import io.postiljon.sending.Agreement;
import io.postiljon.sending.Agreements;
import io.postiljon.store.StatementDeliveries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.transaction.annotation.Transactional;

/** The statements that agencies with an SFTP account have still to get, as files. */
public class StatementUploads {
    /** In one round, as they are held in memory. */
    private static final int AT_ONCE = 10;

    private final StatementDeliveries deliveries;
    private final PrintStatements statements;
    private final Agreements agreements;

    StatementUploads(StatementDeliveries deliveries, PrintStatements statements, Agreements agreements) {
        this.deliveries = deliveries;
        this.statements = statements;
        this.agreements = agreements;
    }

    /** The files in the order in which they are laid down. One of an agency that has no account any more waits until it has one. */
    public List<StatementUpload> pending() {
        return deliveries.pending(AT_ONCE).stream().flatMap(this::uploads).toList();
    }

    private Stream<StatementUpload> uploads(UUID id) {
        PrintStatement statement = statements.find(id).orElseThrow();
        return agreements.byCode(statement.agency()).flatMap(Agreement::sftp).map(account -> StatusFileDesk.requirePlain(account.user()) + "/out/").stream()
                .flatMap(folder -> {
                    PrintStatement.File json = statements.json(id);
                    PrintStatement.File pdf = statements.pdf(id);
                    return Stream.of(
                            new StatementUpload(id, StatementUpload.Part.JSON, folder + statement.jsonName(), json.content()),
                            new StatementUpload(id, StatementUpload.Part.JSON_SIGNATURE, folder + statement.jsonName() + ".jws", ascii(json.signature())),
                            new StatementUpload(id, StatementUpload.Part.PDF, folder + statement.pdfName(), pdf.content()),
                            new StatementUpload(id, StatementUpload.Part.PDF_SIGNATURE, folder + statement.pdfName() + ".jws", ascii(pdf.signature())));
                });
    }

    /** A statement is with the agency when its last file is. */
    @Transactional
    public void uploaded(StatementUpload upload) {
        if (upload.part() == StatementUpload.Part.PDF_SIGNATURE) {
            deliveries.uploaded(upload.statement());
        }
    }

    private static byte[] ascii(String signature) {
        return signature.getBytes(StandardCharsets.US_ASCII);
    }
}
