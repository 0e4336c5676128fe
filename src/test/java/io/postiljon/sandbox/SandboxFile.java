package io.postiljon.sandbox;

import io.postiljon.sandbox.client.SandboxJson;
import io.postiljon.sandbox.parts.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes a running sandbox for outside clients, as {@code sandbox.json}. */
final class SandboxFile {
    private SandboxFile() {}

    static SandboxJson of(SandboxSystem system) {
        Path folder = system.folder();
        URI management = URI.create("http://localhost:" + system.managementPort());
        return new SandboxJson("T",
                URI.create("https://localhost:" + system.apiPort()),
                URI.create("https://localhost:" + system.publicPort()),
                management,
                new SandboxJson.Hawtio(management.resolve("/actuator/hawtio/"), SandboxSystem.CONSOLE_USER, read(folder.resolve("console.password"))),
                relative(folder, system.ca().certificateFile()),
                new SandboxJson.Platform(relative(folder, system.platform().certificateFile())),
                new SandboxJson.Sftp("localhost", system.drops().port(), "known_hosts"),
                system.members().stream().map(member -> agency(folder, member)).toList(),
                SandboxPeople.recipients(system.members().stream().map(SandboxSystem.Member::plan).toList()),
                new SandboxJson.Inspect(system.ebox().inspectUri()),
                new SandboxJson.Inspect(URI.create(system.supplier().inspectUrl())),
                new SandboxJson.Clock(system.clockUrl()),
                new SandboxJson.Revocation(system.revocations().control()),
                new SandboxJson.Tokens(system.tokens().issuer(), system.tokens().tokenUri(), SandboxSystem.TOKEN_CLIENT, SandboxSystem.READING_CLIENT,
                        agency(folder, SandboxAgency.WITH_TOKENS, system.tokenAgency(), null)));
    }

    private static SandboxJson.Agency agency(Path folder, SandboxSystem.Member member) {
        return agency(folder, member.plan(), member.identity(), relative(folder, member.sshKey().privateKeyFile()));
    }

    /** @param sftpKey null for an agency that has no account */
    private static SandboxJson.Agency agency(Path folder, SandboxAgency plan, Identity identity, String sftpKey) {
        return new SandboxJson.Agency(plan.code(), plan.kbo(), plan.ovo(), plan.mode(),
                relative(folder, identity.certificateFile()), relative(folder, identity.keyFile()), plan.keyKind().name(),
                sftpKey == null ? null : plan.code(), sftpKey, plan.services(), plan.dataCategories(), plan.purposes(),
                AgreementFile.messageTypes(plan).stream()
                        .map(type -> new SandboxJson.MessageType(type.get("id"), type.get("senderApplicationId"), type.get("for"))).toList());
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file.toAbsolutePath()).toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
