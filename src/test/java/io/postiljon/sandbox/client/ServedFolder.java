package io.postiljon.sandbox.client;

import io.postiljon.sandbox.parts.SshKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on a plain folder with one account, for the tests of the client. */
record ServedFolder(SshServer server) implements AutoCloseable {

    /** Makes {@code in}, {@code out} and {@code rejected}, and writes the known_hosts file that the sandbox names. */
    static ServedFolder start(SandboxFolder sandbox, Path served, String agencyCode) throws IOException {
        int port = sandbox.json().sftp().port();
        SshKey host = SshKey.create(sandbox.folder(), "host");
        Files.writeString(sandbox.folder().resolve("known_hosts"), "[localhost]:" + port + " " + host.publicKeyLine() + "\n");
        for (String name : List.of("in", "out", "rejected")) {
            Files.createDirectory(served.resolve(name));
        }
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("localhost");
        server.setPort(port);
        server.setKeyPairProvider(new FileKeyPairProvider(host.privateKeyFile()));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(sandbox.folder().resolve(agencyCode + "-sftp.pub")));
        server.setFileSystemFactory(new VirtualFileSystemFactory(served));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        return new ServedFolder(server);
    }

    int port() {
        return server.getPort();
    }

    @Override public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
