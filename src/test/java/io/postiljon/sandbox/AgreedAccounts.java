package io.postiljon.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.postiljon.sandbox.sftp.SftpLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the accounts of the agencies may use, from the agreements as they lie in their folder at each login. While an agreement cannot be
 * read, what it said last counts; an account that none names has the defaults.
 */
final class AgreedAccounts implements Function<String, SftpLimits> {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path agreements;
    private final Map<String, SftpLimits> last = new ConcurrentHashMap<>();

    AgreedAccounts(Path agreements) {
        this.agreements = agreements;
    }

    @Override public SftpLimits apply(String user) {
        try (Stream<Path> files = Files.list(agreements)) {
            files.filter(name -> name.toString().endsWith(".yaml")).forEach(file -> read(file, user));
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
        return last.getOrDefault(user, SftpLimits.standard());
    }

    private void read(Path file, String user) {
        try {
            JsonNode agreement = YAML.readTree(Files.readString(file));
            if (user.equals(agreement.at("/sftp/user").asText())) {
                SftpLimits standard = SftpLimits.standard();
                last.put(user, SftpLimits.agreed(agreement.at("/limits/sftpFiles").asInt(standard.accountFiles()),
                        agreement.at("/limits/sftpMegabytes").asLong(standard.accountMegabytes())));
            }
        } catch (IOException | IllegalArgumentException wrong) {
            // as at the gateway: what it said last counts, and the other files count
        }
    }
}
