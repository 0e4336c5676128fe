package io.postiljon.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the trusted authorities: one PEM file, or a folder with a PEM file for each and, where its source of revocation differs from
 * that of the settings, a YAML file of the same name. Names that start with a dot are left out, as is any other ending.
 */
final class AuthorityFolder {
    private static final int FILE_LIMIT = 200;
    private static final int FILE_BYTES = 1 << 20;
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Path place;
    private final Optional<RevocationSource> byDefault;

    /** @param byDefault source of an authority without a YAML file; empty: each needs one */
    AuthorityFolder(Path place, Optional<RevocationSource> byDefault) {
        this.place = place;
        this.byDefault = byDefault;
    }

    /** The form of a YAML file. */
    private record SourceFile(List<String> revocation, URI ocsp, URI crl, Set<String> hosts) {
        RevocationSource source() {
            return RevocationSource.of(revocation == null ? List.of() : revocation, Optional.ofNullable(ocsp), Optional.ofNullable(crl), hosts == null ? Set.of() : hosts);
        }
    }

    /** Name and content of each file that counts; equal when nothing has changed. @throws IllegalArgumentException when it cannot be read */
    Map<String, ByteBuffer> content() {
        Map<String, ByteBuffer> files = new TreeMap<>();
        try (Stream<Path> found = Files.isDirectory(place) ? Files.list(place).filter(AuthorityFolder::counts) : Stream.of(place)) {
            for (Path file : found.limit(FILE_LIMIT + 1L).toList()) {
                if (files.size() == FILE_LIMIT || Files.size(file) > FILE_BYTES) {
                    throw new IllegalArgumentException("postiljon.api.trust: more than " + FILE_LIMIT + " files, or one larger than " + FILE_BYTES + " bytes");
                }
                files.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
            return files;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalArgumentException("postiljon.api.trust: a file of authorities cannot be read", unreadable);
        }
    }

    /** @throws IllegalArgumentException with the file and how to mend it */
    Authorities read(Map<String, ByteBuffer> content) {
        List<Authority> found = new ArrayList<>();
        Set<String> sources = new java.util.HashSet<>(content.keySet());
        content.forEach((file, bytes) -> {
            if (!file.endsWith(".yaml")) {
                String name = file.substring(0, file.lastIndexOf('.') < 0 ? file.length() : file.lastIndexOf('.'));
                sources.remove(file);
                sources.remove(name + ".yaml");
                found.add(named(file, () -> Authority.of(name, certificates(bytes.array()), source(name, content))));
            }
        });
        if (!sources.isEmpty()) {
            throw new IllegalArgumentException("postiljon.api.trust: " + sources.iterator().next() + " belongs to no PEM file of that name");
        }
        return named(place.getFileName().toString(), () -> new Authorities(found));
    }

    private RevocationSource source(String name, Map<String, ByteBuffer> content) {
        ByteBuffer file = content.get(name + ".yaml");
        if (file == null) {
            return byDefault.orElseThrow(() -> new IllegalArgumentException(
                    "nobody says which of its certificates are revoked; set certificates.revocation, or write " + name + ".yaml beside it"));
        }
        try {
            return YAML.readValue(file.array(), SourceFile.class).source();
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("its YAML file may have revocation, ocsp, crl and hosts, and nothing else", wrong);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("its YAML file cannot be read", unreadable);
        }
    }

    private static List<X509Certificate> certificates(byte[] pem) {
        if (new String(pem, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY")) {
            throw new IllegalArgumentException("the file holds a private key; put only certificates there and treat that key as exposed");
        }
        try {
            List<X509Certificate> found = new ArrayList<>();
            CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).forEach(one -> found.add((X509Certificate) one));
            return found;
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException("the file holds no certificates in PEM form", unreadable);
        }
    }

    private static <T> T named(String file, java.util.function.Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("postiljon.api.trust: " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static boolean counts(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && !Files.isDirectory(file) && name.matches(".+\\.(pem|crt|yaml)");
    }
}
