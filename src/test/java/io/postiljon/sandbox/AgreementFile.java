package io.postiljon.sandbox;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.postiljon.sandbox.parts.Identity;
import io.postiljon.sandbox.parts.SshKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the agreement of a sandbox agency as an integration engineer would. */
final class AgreementFile {
    private AgreementFile() {}

    static void write(Path folder, SandboxAgency agency, Identity certificate, Optional<SshKey> sshKey, String thumbprint) throws IOException {
        Path certificates = Files.createDirectories(folder.resolve("certificates"));
        Files.copy(certificate.certificateFile(), certificates.resolve(agency.code() + ".pem"));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("name", agency.name());
        file.put("organisation", Map.of("kbo", agency.kbo(), "ovo", agency.ovo()));
        file.put("mode", agency.mode());
        file.put("services", agency.services());
        file.put("dataCategories", agency.dataCategories());
        file.put("purposes", agency.purposes());
        file.put("defaultChannel", agency.has("EBOX_CITIZEN") ? "EBOX_ELSE_PAPER" : "PAPER");
        file.put("certificates", List.of(Map.of("file", "certificates/" + agency.code() + ".pem", "sha256", thumbprint,
                "use", List.of("tls", "sign"))));
        sshKey.ifPresent(key -> file.put("sftp", Map.of("user", agency.code(), "keys", List.of(key.fingerprint()))));
        if (agency.asksTokens()) {
            file.put("accessToken", Map.of("clients", List.of(SandboxSystem.TOKEN_CLIENT, SandboxSystem.READING_CLIENT)));
        }
        if (agency.has("EBOX_CITIZEN") || agency.has("EBOX_ENTERPRISE")) {
            file.put("ebox", Map.of("client", "on-behalf-of", "messageTypes", messageTypes(agency)));
        }
        file.put("print", print(agency));
        if (agency.isInTrial()) {
            file.put("trial", Map.of("dailyCap", 50));
        }
        file.put("limits", Map.of("requestsPerMinute", 100_000, "concurrentUploads", 64));     // what is measured is the gateway, not its quota
        file.put("dataProtectionOfficer", Map.of("name", "DPO " + agency.name(), "email", "dpo@" + agency.code() + ".example"));
        Files.writeString(folder.resolve(agency.code() + ".yaml"), new YAMLMapper().writeValueAsString(file));
    }

    static List<Map<String, String>> messageTypes(SandboxAgency agency) {
        List<Map<String, String>> types = new ArrayList<>();
        if (agency.has("EBOX_CITIZEN")) {
            types.add(Map.of("id", SandboxAgency.CITIZEN_TYPE, "senderApplicationId", SandboxAgency.SENDER_APPLICATION, "for", "citizen"));
        }
        if (agency.has("EBOX_ENTERPRISE")) {
            types.add(Map.of("id", SandboxAgency.ENTERPRISE_TYPE, "senderApplicationId", SandboxAgency.SENDER_APPLICATION, "for", "enterprise"));
        }
        return types;
    }

    private static Map<String, Object> print(SandboxAgency agency) {
        return Map.of("retentionDays", Map.of("minimum", 0, "default", 90, "maximum", 365), "documentType", "Brief",
                "downloadCheck", agency.code().equals(SandboxAgency.ASKS_LOGIN) ? "login" : "postcode", "purchaseOrderRef", "PO-SANDBOX-1", "returnAddress", Map.of("organisation", agency.name(), "street", "Voorbeeldlaan",
                        "houseNumber", "1", "postalCode", "1000", "municipality", "Brussel", "country", "BE"));
    }
}
