package io.postiljon.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postiljon.sending.AgencyCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the folder of the agreements. A file whose bytes, with those of its certificates, are the same as before is not judged
 * again. Names that start with a dot, and endings that are not YAML, are not agreements. Not thread-safe.
 */
final class AgreementFolder {
    private static final int FILE_COUNT_LIMIT = 1_000;
    private static final String ENDING = ".yaml";

    private final Path folder;
    private final Function<X509Certificate, String> thumbprints;
    private final List<AgreementRule> rules;
    private final AgreementSchema schema = new AgreementSchema();
    private Map<AgencyCode, Reading> before = Map.of();

    /** One file as found. {@code access} is empty when {@code problems} is not. */
    record Reading(Inputs inputs, Optional<AgencyAccess> access, List<AgreementProblem> problems) {}

    /** The whole folder as found. {@code problems}: those that belong to no agency. */
    record Contents(Map<AgencyCode, Reading> readings, List<AgreementProblem> problems) {}

    AgreementFolder(Path folder, Function<X509Certificate, String> thumbprints, List<AgreementRule> rules) {
        this.folder = folder;
        this.thumbprints = thumbprints;
        this.rules = List.copyOf(rules);
    }

    /** What is there now. A folder that cannot be listed gives what it gave before, with a problem. */
    Contents read() {
        var readings = new HashMap<AgencyCode, Reading>();
        var problems = new ArrayList<AgreementProblem>();
        try (var listing = Files.list(folder)) {
            List<Path> files = listing.filter(AgreementFolder::isMeantAsAgreement).sorted().limit(FILE_COUNT_LIMIT + 1L).toList();
            if (files.size() > FILE_COUNT_LIMIT) {
                throw new IOException("more than " + FILE_COUNT_LIMIT + " agreements");
            }
            for (Path file : files) {
                code(file).ifPresentOrElse(code -> readings.put(code, reading(file, code)), () -> problems.add(whole(file,
                        "the file name must be <code>.yaml; a code has 2 to 32 of a-z, 0-9 and hyphen, and starts with a letter")));
            }
        } catch (IOException | UncheckedIOException e) {
            return new Contents(before, List.of(new AgreementProblem(String.valueOf(folder.getFileName()), 0, "",
                    "the folder of the agreements cannot be listed or holds more than " + FILE_COUNT_LIMIT
                            + " files; check that it exists and may be read")));
        }
        before = Map.copyOf(readings);
        return new Contents(before, List.copyOf(problems));
    }

    private Reading reading(Path file, AgencyCode code) {
        Reading old = before.get(code);
        if (old != null && Inputs.read(old.inputs().files().keySet()).equals(old.inputs()) && old.problems().isEmpty()) {
            return old;
        }
        Inputs text = Inputs.read(Set.of(file));
        try {
            return judged(file, code, text, document(file, text));
        } catch (StrictYaml.Refused e) {
            return refused(text, List.of(new AgreementProblem(name(file), e.line(), "", e.getMessage())));
        } catch (IOException e) {
            return refused(text, List.of(whole(file, e.getMessage())));
        }
    }

    private static StrictYaml.Document document(Path file, Inputs inputs) throws IOException, StrictYaml.Refused {
        byte[] bytes = inputs.bytes(file).orElseThrow(() -> new IOException("the file cannot be read; check its permissions"));
        if (bytes.length > Inputs.FILE_LIMIT_BYTES) {
            throw new IOException("the file is larger than " + Inputs.FILE_LIMIT_BYTES + " bytes");
        }
        try {
            return StrictYaml.read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new IOException("the file is not UTF-8; save it again as plain UTF-8 text", e);
        }
    }

    private Reading judged(Path file, AgencyCode code, Inputs text, StrictYaml.Document document) {
        List<AgreementProblem> form = schema.check(name(file), document);
        if (!form.isEmpty() || !(document.tree() instanceof ObjectNode tree)) {
            return refused(text, form);
        }
        Set<Path> paths = new LinkedHashSet<>(text.files().keySet());
        tree.path("certificates").forEach(entry -> inside(entry.path("file").asText()).ifPresent(paths::add));
        Inputs inputs = new Inputs(withAll(text, Inputs.read(paths)));
        Function<String, Optional<byte[]>> pem = name -> inside(name).flatMap(inputs::bytes);

        var reader = new AgreementReader(name(file), document);
        var tls = reader.certificates("tls", pem, thumbprints);
        var signing = reader.certificates("sign", pem, thumbprints);
        var agreement = reader.agreement(code, tls, signing);
        agreement.ifPresent(made -> reader.judge(made, rules));
        if (agreement.isEmpty() || !reader.problems().isEmpty()) {
            return refused(inputs, reader.problems().stream().distinct().toList());
        }
        return new Reading(inputs, Optional.of(new AgencyAccess(agreement.get(), tree, certificates(signing), certificates(tls))), List.of());
    }

    private static Map<String, X509Certificate> certificates(Map<String, PinnedCertificate> pinned) {
        var certificates = new HashMap<String, X509Certificate>();
        pinned.forEach((thumbprint, pin) -> certificates.put(thumbprint, pin.certificate()));
        return certificates;
    }

    /** The text that was judged, not the one of the second reading: else a change between the two would go unseen. */
    private static Map<Path, ByteBuffer> withAll(Inputs text, Inputs all) {
        var files = new HashMap<>(all.files());
        files.putAll(text.files());
        return Map.copyOf(files);
    }

    /** The real place of a certificate file, only when that is inside the folder, through links too. */
    private Optional<Path> inside(String relative) {
        try {
            Path home = folder.toRealPath();
            return Optional.of(folder.resolve(relative).toRealPath()).filter(path -> path.startsWith(home));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isMeantAsAgreement(Path file) {
        String name = name(file);
        return !name.startsWith(".") && (name.endsWith(ENDING) || name.endsWith(".yml")) && !Files.isDirectory(file);
    }

    private static Optional<AgencyCode> code(Path file) {
        String name = name(file);
        if (!name.endsWith(ENDING)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AgencyCode(name.substring(0, name.length() - ENDING.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Reading refused(Inputs inputs, List<AgreementProblem> problems) {
        return new Reading(inputs, Optional.empty(), problems);
    }

    private static AgreementProblem whole(Path file, String text) {
        return new AgreementProblem(name(file), 0, "", text);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
