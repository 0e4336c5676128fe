package io.postiljon.inspection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A report on its way out of a worker. What comes in is checked, as a document may have taken its worker over. */
final class WorkerAnswer {
    private WorkerAnswer() {}

    static void write(Report report, DataOutputStream out) throws IOException {
        out.writeInt(report.pages());
        out.writeInt(report.findings().size());
        for (Finding finding : report.findings()) {
            out.writeByte(finding.code().ordinal());
            out.writeInt(finding.page());
        }
        out.flush();
    }

    /** @throws IOException also for what no worker says */
    static Report read(DataInputStream in) throws IOException {
        int pages = in.readInt();
        int count = in.readInt();
        if (pages < 0 || count < 0 || count > Report.MOST) {
            throw new IOException("an answer of another form");
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int code = in.readUnsignedByte();
            int page = in.readInt();
            if (code >= FindingCode.values().length || page < 0) {
                throw new IOException("an answer of another form");
            }
            findings.add(new Finding(FindingCode.values()[code], page));
        }
        return new Report(findings, pages);
    }
}
