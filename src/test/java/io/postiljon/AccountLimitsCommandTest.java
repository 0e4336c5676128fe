package io.postiljon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AccountLimitsCommandTest {
    @TempDir Path agreements;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test void each_account_has_a_line_with_what_it_may_hold() throws IOException {
        write("alpha", "0999990024", "sftp: {user: drop-a, keys: ['SHA256:" + "A".repeat(43) + "']}\nlimits: {sftpFiles: 300, sftpMegabytes: 70}\n");
        write("beta", "0999990123", "sftp: {user: drop-b, keys: ['SHA256:" + "B".repeat(42) + "A']}\n");
        write("gamma", "0999992497", "");

        assertThat(run()).isZero();
        assertThat(out.toString().lines()).containsExactly("drop-a 300 70", "drop-b 2000 4000");
    }

    @Test void with_one_wrong_agreement_there_is_no_line_at_all() throws IOException {
        write("alpha", "0999990024", "sftp: {user: drop-a, keys: ['SHA256:" + "A".repeat(43) + "']}\n");
        write("beta", "0999990123", "limits: {sftpFiles: 5}\n");

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("beta.yaml", "/limits/sftpFiles");
    }

    private int run() {
        return new CommandLine(new AccountLimitsCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true)).execute(agreements.toString());
    }

    private void write(String code, String kbo, String more) throws IOException {
        Files.writeString(agreements.resolve(code + ".yaml"), """
                name: Agentschap Test
                organisation: {kbo: "%s"}
                mode: rehearsal
                defaultChannel: EBOX
                dataProtectionOfficer: {name: Functionaris, email: dpo@example.org}
                """.formatted(kbo) + more);
    }
}
