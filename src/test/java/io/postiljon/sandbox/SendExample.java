package io.postiljon.sandbox;

import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a ready example in the sandbox's folder: {@code send.sh}, which signs with openssl and sends with curl, its settings in
 * {@code send.env}, and a {@code letter.pdf}. docs/api.md explains the script.
 */
final class SendExample {
    private static final String ALGORITHM = "ES256";      // of the script

    private SendExample() {}

    static void write(SandboxJson sandbox, Path folder) {
        SandboxJson.Agency agency = sandbox.agencies().stream().filter(one -> one.alg().equals(ALGORITHM) && one.mode().equals("live"))
                .findFirst().orElseThrow();
        SandboxJson.Recipient citizen = sandbox.recipient(agency, "citizen", "consent");
        SandboxJson.MessageType type = agency.messageTypes().stream().filter(one -> one.audience().equals("citizen")).findFirst().orElseThrow();
        String settings = Stream.of(
                "api=" + sandbox.api(), "ca=" + sandbox.ca(), "certificate=" + agency.certificate(), "key=" + agency.key(), "kbo=" + agency.kbo(),
                "ssin=" + citizen.id(), "category=" + agency.dataCategories().getFirst(), "purpose=" + agency.purposes().getFirst(),
                "application=" + type.senderApplicationId(), "type=" + type.id()).collect(Collectors.joining("\n", "", "\n"));
        try (InputStream script = SendExample.class.getResourceAsStream("/sandbox/send.sh")) {
            Files.writeString(folder.resolve("send.env"), settings);
            Files.write(folder.resolve("letter.pdf"), SamplePdf.saying("Een brief"));
            Files.write(folder.resolve("send.sh"), script.readAllBytes());
            Files.setPosixFilePermissions(folder.resolve("send.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
