package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.postiljon.sandbox.parts.SshKey;
import io.postiljon.sandbox.sftp.SandboxSftpServer;
import io.postiljon.sandbox.sftp.SftpAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folder of an agency costs the gateway no more than a bound, and nothing is decided by a listing that ended early. */
@Timeout(60)
class AccountFolderTest {
    private static final int LIMIT = 50;
    private static final String IN = "/agencies/a/in/";

    @TempDir Path folder;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private SandboxSftpServer server;
    private String address;

    @BeforeEach void start() throws Exception {
        SshKey collector = SshKey.create(folder, "collector-ssh");
        SshKey agency = SshKey.create(folder, "agency-ssh");
        server = new SandboxSftpServer(List.of(SftpAccount.ofCollector("collector", collector.publicKeyLine()),
                SftpAccount.ofAgency("a", "a", agency.publicKeyLine()))).start();
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), server.knownHostsLine() + "\n");
        camel.addComponent("accountSftp", new AccountFolders(LIMIT, (entries, bytes) -> heard.add(entries + " " + bytes)));
        address = "accountSftp:localhost:" + server.port() + "/agencies/a/in?username=collector&privateKeyFile=" + collector.privateKeyFile()
                + "&knownHostsFile=" + knownHosts + "&strictHostKeyChecking=yes&useUserKnownHostsFile=false&preferredAuthentications=publickey"
                + "&autoCreate=false&maximumReconnectAttempts=0&stepwise=false";
    }

    @AfterEach void stop() throws Exception {
        camel.close();
        server.close();
    }

    @Test void a_listing_ends_at_the_limit() {
        layDown(LIMIT + 30);

        assertThat(operations("").listFiles("agencies/a/in")).hasSize(LIMIT);
        assertThat(heard).containsExactly(LIMIT + " " + LIMIT);
    }

    @Test void hidden_files_and_folders_count_too_and_a_folder_has_no_size() throws Exception {
        server.write(IN + ".hidden", new byte[7]);
        Files.createDirectory(server.path(IN + "folder"));

        assertThat(operations("").listFiles("agencies/a/in")).extracting(SftpRemoteFile::getFilename, SftpRemoteFile::isDirectory)
                .containsExactlyInAnyOrder(tuple(".hidden", false), tuple("folder", true));
        assertThat(heard).containsExactly("2 7");
    }

    @Test void whether_a_file_is_there_is_not_said_by_a_listing_that_ended_early() {
        layDown(LIMIT + 30);
        RemoteFileOperations<SftpRemoteFile> operations = operations("");

        assertThat(IntStream.range(0, LIMIT + 30)).allMatch(number -> operations.existsFile("agencies/a/in/" + name(number)));
        assertThat(operations.existsFile("agencies/a/in/other.zip")).isFalse();
        assertThat(operations.existsFile("agencies/a/in/*.zip")).as("a name is no pattern").isFalse();
    }

    @Test void a_file_that_the_address_names_is_found_beyond_the_limit_and_nothing_is_listed_for_it() {
        layDown(LIMIT + 30);

        assertThat(operations("&fileName=" + name(LIMIT + 29)).listFiles("agencies/a/in")).extracting(SftpRemoteFile::getFilename).containsExactly(name(LIMIT + 29));
        assertThat(operations("&fileName=other.zip").listFiles("agencies/a/in")).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test void a_folder_that_is_not_there_is_a_failure_and_not_an_empty_one() {
        assertThatThrownBy(() -> operations("").listFiles("agencies/b/in")).isInstanceOf(GenericFileOperationFailedException.class);
    }

    @Test void drops_beyond_the_limit_are_collected_when_those_before_them_are_gone() throws Exception {
        for (int number = 0; number < LIMIT; number++) {
            server.write(IN + name(number), new byte[] {1});
            server.write(IN + name(number) + ".go", new byte[0]);
        }
        server.write(IN + "without-marker.zip", new byte[] {1});
        AtomicInteger collected = new AtomicInteger();
        camel.addRoutes(new RouteBuilder() {
            @Override public void configure() {
                from(address + "&doneFileName=$simple{file:name}.go&delete=true&maxMessagesPerPoll=10&eagerMaxMessagesPerPoll=false&sortBy=file:name"
                        + "&initialDelay=0&delay=20&readLock=none&streamDownload=true").process(exchange -> collected.incrementAndGet());
            }
        });
        camel.start();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(server.list("/agencies/a/in")).containsExactly("without-marker.zip"));
        assertThat(collected).hasValue(LIMIT);
        assertThat(heard.getFirst()).startsWith(LIMIT + " ");
    }

    @Test void a_marker_is_found_without_a_walk_over_all_names() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        SftpRemoteFile<?>[] listing = IntStream.range(0, 2000).mapToObj(number -> new Counted(name(number) + ".go", asked)).toArray(SftpRemoteFile[]::new);
        AccountLook look = (AccountLook) camel.getEndpoint(address).createConsumer(exchange -> { });

        assertThat(IntStream.range(0, 2000)).allMatch(number -> look.isMatched(null, IN + name(number) + ".go", listing));
        assertThat(look.isMatched(null, IN + "other.zip.go", listing)).isFalse();
        assertThat(asked.get()).isEqualTo(2000);
    }

    private void layDown(int files) {
        IntStream.range(0, files).forEach(number -> server.write(IN + name(number), new byte[] {1}));
    }

    private static String name(int number) {
        return "OVO999001.20261124.%05d.T.zip".formatted(number);
    }

    private RemoteFileOperations<SftpRemoteFile> operations(String options) {
        AccountFolder endpoint = camel.getEndpoint(address + "&connectTimeout=5000" + options, AccountFolder.class);
        RemoteFileOperations<SftpRemoteFile> operations = endpoint.createRemoteFileOperations();
        operations.connect(endpoint.getConfiguration(), null);
        return operations;
    }

    private record Counted(String name, AtomicInteger asked) implements SftpRemoteFile<Object> {
        @Override public Object getRemoteFile() {
            return null;
        }

        @Override public String getFilename() {
            asked.incrementAndGet();
            return name;
        }

        @Override public String getLongname() {
            return null;
        }

        @Override public boolean isDirectory() {
            return false;
        }

        @Override public long getFileLength() {
            return 0;
        }

        @Override public long getLastModified() {
            return 0;
        }
    }
}
