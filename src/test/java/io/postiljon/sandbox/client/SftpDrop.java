package io.postiljon.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An agency's side of the SFTP entrance: hands drops in and fetches the answers. Logs in with the agency's key and accepts
 * only the host key that the sandbox published. One connection; not for use by several threads.
 */
public final class SftpDrop implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Jades signer;
    private final Session session;
    private final ChannelSftp sftp;

    private SftpDrop(Jades signer, Session session, ChannelSftp sftp) {
        this.signer = signer;
        this.session = session;
        this.sftp = sftp;
    }

    /** {@code folder}: where {@code sandbox.json} and the files that it names are. */
    public static SftpDrop connect(SandboxJson sandbox, Path folder, String agencyCode) {
        SandboxJson.Agency agency = sandbox.agency(agencyCode);
        Jades signer = Jades.of(agency.alg(), folder.resolve(agency.key()), folder.resolve(agency.certificate()));
        try {
            var ssh = new JSch();
            ssh.setKnownHosts(folder.resolve(sandbox.sftp().hostKey()).toString());
            ssh.addIdentity(folder.resolve(agency.sftpKey()).toString());
            Session session = ssh.getSession(agency.sftpUser(), sandbox.sftp().host(), sandbox.sftp().port());
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.connect(TIMEOUT_MILLIS);
            var sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(TIMEOUT_MILLIS);
            return new SftpDrop(signer, session, sftp);
        } catch (JSchException e) {
            throw new UncheckedIOException(new IOException("no SFTP connection for " + agencyCode, e));
        }
    }

    /** Uploads the zip, and when all of it is there the marker that releases it. */
    public void handIn(Drop drop) {
        upload(drop);
        release(drop.zipName());
    }

    /** The zip without its marker: the gateway leaves it alone. */
    public void upload(Drop drop) {
        upload(drop, signer.sign(drop.entries(), Instant.now()));
    }

    /** The zip with any signature in it. */
    public void upload(Drop drop, String signature) {
        try (var out = sftp.put("in/" + drop.zipName())) {
            drop.writeTo(out, signature);
        } catch (SftpException e) {
            throw failed(drop.zipName(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a file in {@code in/} the time of its original, as many clients do. */
    public void setModified(String name, Instant time) {
        try {
            sftp.setMtime("in/" + name, (int) time.getEpochSecond());
        } catch (SftpException e) {
            throw failed(name, e);
        }
    }

    public void release(String zipName) {
        put("in/" + zipName + ".go", new byte[0]);
    }

    public void cancel(String zipName) {
        put("in/" + zipName + ".cancel", new byte[0]);
    }

    /** What the gateway says when it has taken the drop. */
    public Optional<JsonNode> acknowledgement(Drop drop) {
        return readJson("out/" + drop.base() + ".ack.json");
    }

    /** What became of each letter. */
    public Optional<JsonNode> result(Drop drop) {
        return readJson("out/" + drop.base() + ".result.json");
    }

    /** The problem document of a drop that is broken as a whole. */
    public Optional<JsonNode> rejection(Drop drop) {
        return readJson("rejected/" + drop.base() + ".reject.json");
    }

    /** Names in a folder, sorted, without the two dots. */
    public List<String> list(String folder) {
        List<String> names = new ArrayList<>();
        try {
            sftp.ls(folder, entry -> {
                names.add(entry.getFilename());
                return ChannelSftp.LsEntrySelector.CONTINUE;
            });
        } catch (SftpException e) {
            throw failed(folder, e);
        }
        return names.stream().filter(name -> !name.matches("\\.{1,2}")).sorted().toList();
    }

    /** Empty when there is no such file. */
    public Optional<byte[]> read(String path) {
        try (var in = sftp.get(path)) {
            return Optional.of(in.readAllBytes());
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw failed(path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any file: for what a good client never does. */
    public void put(String path, byte[] bytes) {
        try {
            sftp.put(new ByteArrayInputStream(bytes), path);
        } catch (SftpException e) {
            throw failed(path, e);
        }
    }

    @Override public void close() {
        session.disconnect();
    }

    private Optional<JsonNode> readJson(String path) {
        return read(path).map(bytes -> {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static UncheckedIOException failed(String path, SftpException cause) {
        return new UncheckedIOException(new IOException("SFTP failed at " + path, cause));
    }
}
