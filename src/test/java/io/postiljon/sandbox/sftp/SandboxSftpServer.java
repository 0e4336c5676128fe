package io.postiljon.sandbox.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * SFTP server on loopback with its files in memory: key login only, one chroot per account, no shell, command or forward, no links.
 *
 * <p>{@link #stop()} and {@link #start()} keep port, host key and content, like a server that was away for a while. The content
 * is gone after {@link #close()}. Thread rule: lifecycle calls from one thread; tree access from any.
 * Source: DESIGN sections 5 and 12; the attack catalogue's group F (links refused, quota, far offset, no other channel).
 */
public final class SandboxSftpServer implements AutoCloseable {

    private static final long TREE_BYTES = 4L * 1024 * 1024 * 1024;
    private static final long CACHE_BYTES = 64L * 1024 * 1024;
    private static final int LOGIN_ATTEMPTS = 5;

    private final FileSystem tree;
    private final Map<String, List<PublicKey>> keysOfUser = new HashMap<>();
    private final VirtualFileSystemFactory homes = new VirtualFileSystemFactory();
    private final Set<Path> standing = new HashSet<>();
    private final Set<String> limited = new HashSet<>();
    private final Function<String, SftpLimits> limits;
    private final KeyPair hostKey;
    private final Map<String, String> listedAs = new ConcurrentHashMap<>();
    private final Map<String, Runnable> afterListing = new ConcurrentHashMap<>();
    private volatile SftpWatch watch = (moment, path) -> { };
    private volatile SshServer server;
    private int port;

    public SandboxSftpServer(List<SftpAccount> accounts) {
        this(accounts, user -> SftpLimits.standard());
    }

    /** @param limits what the account of an agency may use, by its user; asked at each login, and holds for that session */
    public SandboxSftpServer(List<SftpAccount> accounts, Function<String, SftpLimits> limits) {
        this.limits = limits;
        this.tree = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setWorkingDirectory("/").setAttributeViews("posix").setMaxSize(TREE_BYTES).setMaxCacheSize(CACHE_BYTES).build());
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.hostKey = generator.generateKeyPair();
            for (SftpAccount account : accounts) {
                admit(account);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the SFTP server's keys cannot be made or read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void admit(SftpAccount account) throws IOException, GeneralSecurityException {
        List<PublicKey> keys = new ArrayList<>();
        for (String line : account.authorizedKeys()) {
            if (!line.startsWith("ssh-ed25519 ") && !line.startsWith("ecdsa-sha2-nistp")) {
                throw new IllegalArgumentException("only Ed25519 and ECDSA keys may log in");
            }
            keys.add(PublicKeyEntry.parsePublicKeyEntry(line).resolvePublicKey(null, Map.of(), null));
        }
        if (keysOfUser.putIfAbsent(account.user(), List.copyOf(keys)) != null) {
            throw new IllegalArgumentException("two SFTP accounts have the user " + account.user());
        }
        if (account.hasLimits()) {
            limited.add(account.user());
        }
        Path home = tree.getPath(account.home());
        Files.createDirectories(home);
        homes.setUserHomeDir(account.user(), home);
        for (String folder : account.folders()) {
            Path path = home.resolve(folder);
            Files.createDirectories(path);
            for (Path part = path; part != null; part = part.getParent()) {
                standing.add(part);
            }
        }
    }

    /** Starts on the port of last time, or on a free one the first time. */
    public SandboxSftpServer start() {
        return start(port);
    }

    /** Starts on this port of loopback; 0 takes a free one. */
    public SandboxSftpServer start(int wantedPort) {
        if (server != null) {
            throw new IllegalStateException("the SFTP server runs already");
        }
        SshServer fresh = configured();
        fresh.setPort(wantedPort);
        try {
            fresh.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = fresh.getPort();
        server = fresh;
        return this;
    }

    private SshServer configured() {
        SshServer fresh = ServerBuilder.builder()
                .keyExchangeFactories(NamedFactory.setUpTransformedFactories(false, List.of(BuiltinDHFactories.curve25519,
                        BuiltinDHFactories.curve25519_libssh, BuiltinDHFactories.ecdhp256, BuiltinDHFactories.ecdhp384),
                        ServerBuilder.DH2KEX))
                .cipherFactories(List.of(BuiltinCiphers.aes256gcm,
                        BuiltinCiphers.aes128gcm, BuiltinCiphers.cc20p1305_openssh))
                .macFactories(List.of(BuiltinMacs.hmacsha256etm,
                        BuiltinMacs.hmacsha512etm))
                .signatureFactories(List.of(BuiltinSignatures.ed25519,
                        BuiltinSignatures.nistp256, BuiltinSignatures.nistp384, BuiltinSignatures.nistp521))
                .fileSystemFactory(homes)
                .forwardingFilter(RejectAllForwardingFilter.INSTANCE)
                .build();
        fresh.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        fresh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        fresh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        fresh.setPublickeyAuthenticator(this::mayEnter);
        SftpSubsystemFactory files = new ListedNames(name -> listedAs.getOrDefault(name, name));
        files.setFileSystemAccessor(new GuardedFiles(standing, this::saw));
        fresh.setSubsystemFactories(List.of(files));
        fresh.setShellFactory(null);
        fresh.setCommandFactory(null);
        CoreModuleProperties.TCP_NODELAY.set(fresh, true); // without it small files are three times slower
        CoreModuleProperties.SOCKET_REUSEADDR.set(fresh, true);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(fresh, LOGIN_ATTEMPTS);
        CoreModuleProperties.AUTH_TIMEOUT.set(fresh, Duration.ofSeconds(20));
        CoreModuleProperties.IDLE_TIMEOUT.set(fresh, Duration.ofMinutes(10));
        SftpModuleProperties.AUTO_FOLLOW_LINKS.set(fresh, false);
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(fresh, "posix-rename@openssh.com=1,fsync@openssh.com=1");
        return fresh;
    }

    private boolean mayEnter(String user, PublicKey key, ServerSession session) {
        if (keysOfUser.getOrDefault(user, List.of()).stream().noneMatch(known -> KeyUtils.compareKeys(known, key))) {
            return false;
        }
        session.setAttribute(GuardedFiles.LIMITS, limited.contains(user) ? limits.apply(user) : SftpLimits.NONE);
        return true;
    }

    /** Lists files of this name under another one from now on, whatever that is: as a server that means harm. */
    public void listAs(String name, String listed) {
        listedAs.put(name, listed);
    }

    /** Does something once, after the next listing of a folder by a client and before that client gets its next answer. */
    public void afterNextListing(String folder, Runnable once) {
        afterListing.put(folder, once);
    }

    private void saw(SftpWatch.Moment moment, String path) throws IOException {
        watch.sees(moment, path);
        if (moment == SftpWatch.Moment.AFTER_LISTING) {
            Optional.ofNullable(afterListing.remove(path)).ifPresent(Runnable::run);
        }
    }

    /** From now on told what clients do, instead of the watch before. */
    public void watch(SftpWatch next) {
        this.watch = next;
    }

    /** Breaks off every session at once; new ones are served. Also from within a {@link SftpWatch}: then its client gets no answer. */
    public void cutSessions() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    /** Stops answering and cuts every session; port, host key and content stay. */
    public void stop() {
        if (server == null) {
            return;
        }
        try {
            server.stop(true);
            server.close(true).await(Duration.ofSeconds(10));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
        try {
            tree.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Port of the running server, or of its last run. */
    public int port() {
        return port;
    }

    /** One line for a known_hosts file. */
    public String knownHostsLine() {
        return "[localhost]:" + port + ",[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** A path of the tree as the server sees it, so that {@code java.nio.file.Files} can be used on it. */
    public Path path(String absolute) {
        return tree.getPath(absolute);
    }

    /** Names in a folder, sorted. */
    public List<String> list(String folder) {
        try (Stream<Path> entries = Files.list(path(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] read(String file) {
        try {
            return Files.readAllBytes(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the whole file, over an older one of that name. Not atomic: for a watched folder write first, then the marker. */
    public void write(String file, byte[] content) {
        try {
            Files.write(path(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean exists(String file) {
        return Files.exists(path(file));
    }

    public void delete(String file) {
        try {
            Files.deleteIfExists(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
