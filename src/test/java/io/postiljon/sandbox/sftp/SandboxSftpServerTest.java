package io.postiljon.sandbox.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Handle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SandboxSftpServerTest {

    private static final SftpLimits SMALL = new SftpLimits(100_000, 250_000, 40, 3);

    private static KeyPair gentKey;
    private static KeyPair brugesKey;
    private static KeyPair collectorKey;
    private static KeyPair strangersKey;
    private final List<Session> sessions = new ArrayList<>();
    private volatile SftpLimits agreed = SMALL;
    private SandboxSftpServer server;
    private SshClient client;

    @BeforeAll
    static void makeKeys() throws JSchException {
        gentKey = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
        brugesKey = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 256);
        collectorKey = KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 384);
        strangersKey = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
    }

    @BeforeEach
    void startServer() {
        server = new SandboxSftpServer(List.of(
                SftpAccount.ofAgency("gent", "gent-sftp", authorized(gentKey)),
                SftpAccount.ofAgency("brugge", "brugge-sftp", authorized(brugesKey)),
                SftpAccount.ofCollector("collector", authorized(collectorKey))), user -> agreed).start();
    }

    @AfterEach
    void stopServer() {
        if (client != null) {
            client.stop();
        }
        sessions.forEach(Session::disconnect);
        server.close();
    }

    @Test
    void an_agency_sees_its_own_three_folders_and_nothing_else() throws Exception {
        server.write("/agencies/brugge/in/secret.zip", bytes("x"));

        ChannelSftp gent = sftp("gent-sftp", gentKey);

        assertThat(names(gent, "/")).containsExactlyInAnyOrder("in", "out", "rejected");
        assertThat(gent.pwd()).isEqualTo("/");
    }

    @Test
    void a_path_out_of_the_chroot_gives_the_same_error_whether_or_not_the_file_exists() throws Exception {
        server.write("/agencies/brugge/in/there.zip", bytes("x"));
        ChannelSftp gent = sftp("gent-sftp", gentKey);

        SftpException there = refusalOf(() -> gent.stat("../brugge/in/there.zip"));
        SftpException missing = refusalOf(() -> gent.stat("../brugge/in/missing.zip"));
        SftpException opened = refusalOf(() -> gent.get("../../agencies/brugge/in/there.zip", new ByteArrayOutputStream()));
        SftpException renamed = refusalOf(() -> gent.rename("../brugge/in/there.zip", "in/mine.zip"));

        assertThat(there.id).isEqualTo(ChannelSftp.SSH_FX_NO_SUCH_FILE).isEqualTo(missing.id).isEqualTo(opened.id).isEqualTo(renamed.id);
        assertThat(server.exists("/agencies/brugge/in/there.zip")).isTrue();
    }

    @Test
    void the_collector_sees_every_agency_and_its_answers_reach_the_agency() throws Exception {
        ChannelSftp gent = sftp("gent-sftp", gentKey);
        ChannelSftp collector = sftp("collector", collectorKey);
        gent.put(content("drop"), "in/a.zip");

        byte[] seen = download(collector, "/agencies/gent/in/a.zip");
        collector.put(content("answer"), "/agencies/gent/out/a.ack.json.part");
        collector.rename("/agencies/gent/out/a.ack.json.part", "/agencies/gent/out/a.ack.json");
        collector.rm("/agencies/gent/in/a.zip");

        assertThat(seen).isEqualTo(bytes("drop"));
        assertThat(names(collector, "/agencies")).containsExactlyInAnyOrder("gent", "brugge");
        assertThat(names(gent, "in")).isEmpty();
        assertThat(download(gent, "out/a.ack.json")).isEqualTo(bytes("answer"));
    }

    @Test
    void a_password_an_unknown_key_and_the_key_of_another_agency_are_refused() {
        assertThatThrownBy(() -> loginWithPassword("gent-sftp")).isInstanceOf(JSchException.class).hasMessageContaining("Auth");
        assertThatThrownBy(() -> login("gent-sftp", strangersKey)).isInstanceOf(JSchException.class).hasMessageContaining("Auth");
        assertThatThrownBy(() -> login("gent-sftp", brugesKey)).isInstanceOf(JSchException.class).hasMessageContaining("Auth");
        assertThatThrownBy(() -> login("nobody", gentKey)).isInstanceOf(JSchException.class).hasMessageContaining("Auth");
    }

    @Test
    void an_rsa_key_may_not_even_be_registered() throws Exception {
        KeyPair rsa = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);

        assertThatThrownBy(() -> new SandboxSftpServer(List.of(SftpAccount.ofCollector("old", authorized(rsa)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Ed25519 and ECDSA");
    }

    @Test
    void a_client_with_old_algorithms_only_is_refused() throws Exception {
        Session session = session("gent-sftp", gentKey);
        session.setConfig("cipher.s2c", "aes128-cbc,aes256-ctr");
        session.setConfig("cipher.c2s", "aes128-cbc,aes256-ctr");

        assertThatThrownBy(session::connect).isInstanceOf(JSchException.class).hasMessageContaining("negotiation");
    }

    @Test
    void links_are_not_supported() throws Exception {
        ChannelSftp gent = sftp("gent-sftp", gentKey);
        gent.put(content("x"), "in/a.zip");

        SftpException symbolic = refusalOf(() -> gent.symlink("/in/a.zip", "in/b.zip"));
        SftpException hard = refusalOf(() -> gent.hardlink("in/a.zip", "in/c.zip"));

        assertThat(symbolic.id).isEqualTo(ChannelSftp.SSH_FX_OP_UNSUPPORTED);
        assertThat(hard.id).isEqualTo(ChannelSftp.SSH_FX_OP_UNSUPPORTED);
        assertThat(names(gent, "in")).containsExactly("a.zip");
    }

    @Test
    void a_shell_a_command_and_a_forward_are_refused() throws Exception {
        Session session = login("gent-sftp", gentKey);

        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE); // only the answer to the channel request matters here
            CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
            CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
            client.start();
            try (ClientSession asking = client.connect("gent-sftp", "localhost", server.port()).verify(5_000).getSession()) {
                asking.addPublicKeyIdentity(identityOf(gentKey));
                asking.auth().verify(5_000);
                assertThatItIsClosedWithoutHavingRun(asking.createExecChannel("id"));
                assertThatItIsClosedWithoutHavingRun(asking.createShellChannel());
            }
        }
        assertThatThrownBy(() -> session.getStreamForwarder("localhost", server.port()).connect(5_000)).isInstanceOf(JSchException.class);
        assertThatThrownBy(() -> session.setPortForwardingR(0, "localhost", 9)).isInstanceOf(JSchException.class);
    }

    @Test
    void a_standing_folder_cannot_be_removed_renamed_or_replaced() throws Exception {
        ChannelSftp gent = sftp("gent-sftp", gentKey);
        ChannelSftp collector = sftp("collector", collectorKey);
        gent.mkdir("in/own");

        assertThat(refusalOf(() -> gent.rmdir("out")).id).isEqualTo(ChannelSftp.SSH_FX_PERMISSION_DENIED);
        assertThat(refusalOf(() -> gent.rename("out", "elsewhere")).id).isEqualTo(ChannelSftp.SSH_FX_PERMISSION_DENIED);
        assertThat(refusalOf(() -> gent.rename("in/own", "out")).id).isEqualTo(ChannelSftp.SSH_FX_PERMISSION_DENIED);
        assertThat(refusalOf(() -> collector.rename("agencies/gent", "agencies/moved")).id).isEqualTo(ChannelSftp.SSH_FX_PERMISSION_DENIED);
        gent.rmdir("in/own");
        assertThat(names(gent, "/")).containsExactlyInAnyOrder("in", "out", "rejected");
    }

    @Test
    void a_file_is_written_up_to_its_limit_and_what_comes_after_ends_the_session() throws Exception {
        try (SftpClient gent = plainly(login("gent-sftp"))) {
            Handle file = gent.open("in/big.zip", OpenMode.Write, OpenMode.Create);
            gent.write(file, 0, new byte[30_000]);
            gent.write(file, 90_000, new byte[10_000]);

            assertThat(statusOf(() -> gent.write(file, 99_000, new byte[2_000]))).isEqualTo(SftpConstants.SSH_FX_FAILURE);
            assertThat(Files.size(server.path("/agencies/gent/in/big.zip"))).isEqualTo(100_000);
            assertThat(gent.isOpen()).isTrue();
            assertThatThrownBy(() -> gent.write(file, 1L << 40, new byte[1])).isInstanceOf(IOException.class);
            Awaitility.await().until(() -> !gent.isOpen());
        }
        assertThat(Files.size(server.path("/agencies/gent/in/big.zip"))).isEqualTo(100_000);
    }

    @Test
    void a_full_account_cannot_write_while_another_can_and_room_comes_back_by_deleting() throws Exception {
        try (SftpClient gent = plainly(login("gent-sftp")); SftpClient brugge = plainly(login("brugge-sftp"))) {
            put(gent, "in/1.zip", 100_000);
            put(gent, "in/2.zip", 100_000);

            assertThat(statusOf(() -> put(gent, "in/3.zip", 60_000))).isEqualTo(SftpConstants.SSH_FX_FAILURE);
            put(brugge, "in/3.zip", 60_000);
            gent.remove("in/1.zip");
            put(gent, "in/3.zip", 60_000);

            assertThat(Files.size(server.path("/agencies/gent/in/3.zip"))).isEqualTo(60_000);
            assertThat(Files.size(server.path("/agencies/brugge/in/3.zip"))).isEqualTo(60_000);
        }
    }

    @Test
    void more_files_than_the_limit_are_refused_and_folders_and_hidden_ones_count() throws Exception {
        try (SftpClient gent = plainly(login("gent-sftp"))) {
            gent.mkdir("in/own");
            put(gent, "in/.hidden", 0);
            for (int i = 0; i < 38; i++) {
                put(gent, "in/" + i + ".zip", 0);
            }

            assertThat(statusOf(() -> put(gent, "in/own/more.zip", 0))).isEqualTo(SftpConstants.SSH_FX_FAILURE);
            assertThat(statusOf(() -> gent.mkdir("in/more"))).isEqualTo(SftpConstants.SSH_FX_FAILURE);
            gent.remove("in/.hidden");
            put(gent, "in/more.zip", 0);
        }
    }

    @Test
    void the_gateway_is_not_limited_and_its_answers_take_no_room_of_the_agency() throws Exception {
        try (SftpClient collector = plainly(login("collector")); SftpClient gent = plainly(login("gent-sftp"))) {
            put(collector, "agencies/gent/out/answer.json", 300_000);
            for (int i = 0; i < 41; i++) {
                put(collector, "agencies/gent/rejected/" + i + ".json", 1);
            }
            put(gent, "in/1.zip", 100_000);
        }
        for (int i = 0; i < 5; i++) {
            sftp("collector", collectorKey);
        }
        assertThat(Files.size(server.path("/agencies/gent/out/answer.json"))).isEqualTo(300_000);
    }

    @Test
    void beyond_the_sessions_of_an_account_the_login_succeeds_and_files_are_refused_for_that_account_only() throws Exception {
        for (int i = 0; i < 3; i++) {
            sftp("gent-sftp", gentKey);
        }
        Session oneMore = login("gent-sftp", gentKey);

        assertThat(oneMore.isConnected()).isTrue();
        assertThatThrownBy(() -> oneMore.openChannel("sftp").connect(5_000)).isInstanceOf(JSchException.class);

        assertThat(names(sftp("brugge-sftp", brugesKey), "/")).hasSize(3);
        sessions.forEach(Session::disconnect);
        Awaitility.await().ignoreExceptions().until(() -> names(sftp("gent-sftp", gentKey), "/").size() == 3);
    }

    @Test
    void new_limits_count_for_new_sessions() throws Exception {
        try (SftpClient before = plainly(login("gent-sftp"))) {
            agreed = new SftpLimits(100_000, 1_000, 40, 3);
            put(before, "in/1.zip", 2_000);

            try (SftpClient after = plainly(login("gent-sftp"))) {
                assertThat(statusOf(() -> put(after, "in/2.zip", 10))).isEqualTo(SftpConstants.SSH_FX_FAILURE);
            }
        }
    }

    @Test
    void after_a_stop_nothing_answers_and_after_a_start_port_host_key_and_content_are_the_same() throws Exception {
        String knownHost = server.knownHostsLine();
        sftp("gent-sftp", gentKey).put(content("kept"), "in/a.zip");

        server.stop();
        assertThatThrownBy(() -> login("gent-sftp", gentKey)).isInstanceOf(JSchException.class).hasMessageContaining("refused");
        server.start();

        assertThat(server.knownHostsLine()).isEqualTo(knownHost);
        assertThat(download(sftp("gent-sftp", gentKey), "in/a.zip")).isEqualTo(bytes("kept"));
    }

    @Test
    void another_host_key_is_noticed_by_a_client_with_the_known_hosts_line() throws Exception {
        SandboxSftpServer other = new SandboxSftpServer(List.of(SftpAccount.ofCollector("collector", authorized(collectorKey))));
        try (other) {
            int port = server.port();
            String known = server.knownHostsLine();
            server.stop();
            other.start(port);

            assertThatThrownBy(() -> login("collector", collectorKey, known))
                    .isInstanceOf(JSchException.class).hasMessageContaining("HostKey has been changed");
        }
    }

    private ChannelSftp sftp(String user, KeyPair key) throws JSchException {
        ChannelSftp channel = (ChannelSftp) login(user, key).openChannel("sftp");
        channel.connect(5_000);
        return channel;
    }

    private Session login(String user, KeyPair key) throws JSchException {
        return login(user, key, server.knownHostsLine());
    }

    private Session login(String user, KeyPair key, String knownHost) throws JSchException {
        Session session = session(user, key, knownHost);
        session.connect(5_000);
        return session;
    }

    private Session session(String user, KeyPair key) throws JSchException {
        return session(user, key, server.knownHostsLine());
    }

    private Session session(String user, KeyPair key, String knownHost) throws JSchException {
        JSch client = new JSch();
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        key.writeOpenSSHv1PrivateKey(pem, null);
        client.addIdentity(user, pem.toByteArray(), null, null);
        client.setKnownHosts(new ByteArrayInputStream(bytes(knownHost)));
        Session session = client.getSession(user, "localhost", server.port());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        sessions.add(session);
        session.setTimeout(10_000);             // a hanging client ends as a failure. JSch's put hangs after a refused write: its stream does not
        session.setServerAliveCountMax(0);      // count a refusal as an answer, and waits for it again when it is closed. So refused writes are tested by the other client
        return session;
    }

    private void loginWithPassword(String user) throws JSchException {
        JSch client = new JSch();
        client.setKnownHosts(new ByteArrayInputStream(bytes(server.knownHostsLine())));
        Session session = client.getSession(user, "localhost", server.port());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "password,keyboard-interactive");
        session.setPassword("sandbox");
        sessions.add(session);
        session.connect(5_000);
    }

    /** A session of the other client library, which waits for the answer to each single request. */
    private ClientSession login(String user) throws Exception {
        ClientSession session = client().connect(user, "localhost", server.port()).verify(5_000).getSession();
        session.addPublicKeyIdentity(identityOf(Map.of("gent-sftp", gentKey, "brugge-sftp", brugesKey, "collector", collectorKey).get(user)));
        session.auth().verify(5_000);
        return session;
    }

    private static SftpClient plainly(ClientSession session) throws IOException {
        return SftpClientFactory.instance().createSftpClient(session).singleSessionInstance();
    }

    private SshClient client() {
        if (client == null) {
            client = SshClient.setUpDefaultClient();
            client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
            client.start();
        }
        return client;
    }

    private static void put(SftpClient client, String file, int bytes) throws IOException {
        try (SftpClient.CloseableHandle handle = client.open(file, OpenMode.Write, OpenMode.Create, OpenMode.Truncate)) {
            for (int offset = 0; offset < bytes; offset += 30_000) {
                client.write(handle, offset, new byte[Math.min(30_000, bytes - offset)]);
            }
        }
    }

    private static int statusOf(Call call) {
        List<org.apache.sshd.sftp.common.SftpException> caught = new ArrayList<>();
        assertThatThrownBy(call::run).asInstanceOf(type(org.apache.sshd.sftp.common.SftpException.class)).satisfies(caught::add);
        return caught.get(0).getStatus();
    }

    private interface Call {
        void run() throws Exception;
    }

    private static SftpException refusalOf(Call call) {
        List<SftpException> caught = new ArrayList<>();
        assertThatThrownBy(call::run).asInstanceOf(type(SftpException.class)).satisfies(caught::add);
        return caught.get(0);
    }

    private static List<String> names(ChannelSftp channel, String folder) throws SftpException {
        return channel.ls(folder).stream().map(ChannelSftp.LsEntry::getFilename).filter(name -> !name.startsWith(".")).toList();
    }

    private static byte[] download(ChannelSftp channel, String file) throws SftpException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        channel.get(file, target);
        return target.toByteArray();
    }

    private static void assertThatItIsClosedWithoutHavingRun(ClientChannel channel) throws IOException {
        channel.open().verify(5_000);
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 5_000)).contains(ClientChannelEvent.CLOSED);
        assertThat(channel.getExitStatus()).isNull();
    }

    private static java.security.KeyPair identityOf(KeyPair key) throws Exception {
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        key.writeOpenSSHv1PrivateKey(pem, null);
        return SecurityUtils.loadKeyPairIdentities(null, null, new ByteArrayInputStream(pem.toByteArray()), null).iterator().next();
    }

    private static String authorized(KeyPair key) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        key.writePublicKey(line, "test");
        return line.toString(UTF_8).strip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(bytes(text));
    }
}
