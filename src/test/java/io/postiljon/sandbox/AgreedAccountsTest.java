package io.postiljon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.sandbox.sftp.SftpLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreedAccountsTest {
    @TempDir Path agreements;

    @Test void an_account_has_what_its_agreement_says_at_the_moment_of_its_login() throws IOException {
        AgreedAccounts accounts = new AgreedAccounts(agreements);
        write("a.yaml", "sftp: {user: drop-a}\nlimits: {sftpFiles: 20, sftpMegabytes: 3}\n");
        write("b.yaml", "sftp: {user: drop-b}\n");

        assertThat(accounts.apply("drop-a")).isEqualTo(SftpLimits.agreed(20, 3));
        assertThat(accounts.apply("drop-b")).isEqualTo(SftpLimits.standard());
        write("a.yaml", "sftp: {user: drop-a}\nlimits: {sftpFiles: 30}\n");
        assertThat(accounts.apply("drop-a")).isEqualTo(SftpLimits.agreed(30, 4000));
    }

    @Test void while_an_agreement_cannot_be_read_what_it_said_last_counts() throws IOException {
        AgreedAccounts accounts = new AgreedAccounts(agreements);
        write("a.yaml", "sftp: {user: drop-a}\nlimits: {sftpFiles: 20}\n");
        accounts.apply("drop-a");
        write("a.yaml", "sftp: {user: [drop-a\n");
        assertThat(accounts.apply("drop-a").accountFiles()).isEqualTo(20);
        write("a.yaml", "sftp: {user: drop-a}\nlimits: {sftpFiles: -1}\n");

        assertThat(accounts.apply("drop-a").accountFiles()).isEqualTo(20);
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(agreements.resolve(name), yaml);
    }
}
