package io.postiljon.sandbox;

import io.postiljon.sandbox.client.SamplePdf;
import io.postiljon.sandbox.client.SandboxJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Lays {@code send.sh} and a sample PDF in the sandbox's folder: a whole client in a shell script, ready to run. */
final class SendScript {
    private SendScript() {}

    static void write(SandboxJson sandbox, Path folder) {
        SandboxJson.Agency agency = sandbox.agencies().getFirst();
        SandboxJson.MessageType type = agency.messageTypes().getFirst();
        try (InputStream template = SendScript.class.getResourceAsStream("/sandbox/send.sh")) {
            String script = new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@KBO@", agency.kbo()).replace("@CATEGORY@", agency.dataCategories().getFirst())
                    .replace("@PURPOSE@", agency.purposes().getFirst()).replace("@APPLICATION@", type.senderApplicationId())
                    .replace("@TYPE@", type.id()).replace("@CERTIFICATE@", agency.certificate()).replace("@KEY@", agency.key())
                    .replace("@CA@", sandbox.ca()).replace("@API@", sandbox.api().toString());
            Path file = folder.resolve("send.sh");
            Files.writeString(file, script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.write(folder.resolve("sample.pdf"), SamplePdf.saying("Een voorbeeldbrief van Postiljon"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
