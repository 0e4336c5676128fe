package io.postiljon.sandbox.benchmark;

import io.postiljon.crypto.ContentDigest;
import io.postiljon.crypto.DocumentOpener;
import io.postiljon.crypto.DocumentSealer;
import io.postiljon.crypto.KeyStorePort;
import io.postiljon.crypto.SealContext;
import io.postiljon.crypto.SealedDocument;
import io.postiljon.crypto.SealedOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The operations that no gateway with our promises can do without, for one sending of one document: nothing around them. The crypto is
 * the gateway's own. For one thread, with a folder and a database connection of its own.
 */
final class Primitives implements AutoCloseable {
    private static final byte[] SIGNED = new byte[600];     // as long as the protected header that an agency signs

    private final byte[] document;
    private final Path folder;
    private final DocumentSealer sealer;
    private final DocumentOpener opener;
    private final KeyPair agency;
    private final byte[] signature;
    private final Connection database;
    private final PreparedStatement insert;

    /** A document that is sealed and on the disk. */
    record Sealed(Path file, SealContext context, SealedDocument seal) {}

    Primitives(byte[] document, Path folder, KeyStorePort keys, Connection database) throws GeneralSecurityException, IOException, SQLException {
        this.document = document;
        this.folder = Files.createDirectories(folder);
        this.sealer = new DocumentSealer(keys);
        this.opener = new DocumentOpener(keys);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        agency = generator.generateKeyPair();
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(agency.getPrivate());
        signer.update(SIGNED);
        signature = signer.sign();
        this.database = database;
        insert = database.prepareStatement("insert into benchmark_commit (id, at) values (?, now())");
    }

    /** The table that {@link #commit} fills: one row, one index. */
    static void createTable(Connection owner) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("create table benchmark_commit (id uuid primary key, at timestamptz not null)");
        }
    }

    ContentDigest digest() {
        return ContentDigest.of(document);
    }

    void verify() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(agency.getPublic());
        verifier.update(SIGNED);
        if (!verifier.verify(signature)) {
            throw new IllegalStateException("a good signature was refused");
        }
    }

    /** AES-256-GCM under a key of its own, which is wrapped; the SHA-256 is part of it. */
    SealedDocument seal(SealContext context, byte[] plain, OutputStream target) throws IOException {
        SealedOutput out = sealer.seal(context, target);
        try (out) {
            out.write(plain);
        }
        return out.sealed();
    }

    void unseal(SealContext context, SealedDocument seal, byte[] ciphertext) throws IOException {
        try (var in = opener.open(context, seal.key(), new ByteArrayInputStream(ciphertext))) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Returns when the bytes and the name of a new file survive a power cut. */
    Path durableFile(byte[] bytes) throws IOException {
        Path file = folder.resolve(UUID.randomUUID().toString());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        forceFolder();
        return file;
    }

    /** Seals straight into a durable file, as an upload does. */
    Sealed sealDurably(byte[] plain) throws IOException {
        Path file = folder.resolve(UUID.randomUUID().toString());
        SealContext context = context();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SealedDocument seal = seal(context, plain, Channels.newOutputStream(channel));
            channel.force(true);
            forceFolder();
            return new Sealed(file, context, seal);
        }
    }

    byte[] open(Sealed sealed) throws IOException {
        try (var in = opener.open(sealed.context(), sealed.seal().key(), Files.newInputStream(sealed.file()))) {
            return in.readAllBytes();
        }
    }

    static SealContext context() {
        return new SealContext("benchmark", UUID.randomUUID().toString(), "document");
    }

    /** One row in a transaction of its own. */
    void commit() throws SQLException {
        insert.setObject(1, UUID.randomUUID());
        insert.executeUpdate();
    }

    private void forceFolder() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override public void close() throws SQLException {
        database.close();
    }
}
