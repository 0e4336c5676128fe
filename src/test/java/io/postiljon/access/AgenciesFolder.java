package io.postiljon.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of agreements for a test. */
record AgenciesFolder(Path path) {
    /** The smallest agreement: everything is off. */
    static String smallest(String kbo) {
        return """
                name: Agentschap Test
                organisation:
                  kbo: "%s"
                mode: rehearsal
                defaultChannel: EBOX
                dataProtectionOfficer:
                  name: Functionaris
                  email: dpo@example.org
                """.formatted(kbo);
    }

    /** Members for certificates that are written beside it. */
    String certificate(String name, AgencyCertificate certificate, String pin, String use) {
        write(name, certificate.pem());
        return """
                certificates:
                  - file: %s
                    sha256: "%s"
                    use: [%s]
                """.formatted(name, pin, use);
    }

    Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String name) {
        try {
            Files.delete(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AgreementFiles openUnder(AgreementRule rule) {
        return AgreementFiles.open(path, AgencyCertificate::thumbprint, List.of(rule), List::of);
    }

    AgreementFiles open(AgreementListener... listeners) {
        return AgreementFiles.open(path, AgencyCertificate::thumbprint, List.of(), () -> List.of(listeners));
    }
}
