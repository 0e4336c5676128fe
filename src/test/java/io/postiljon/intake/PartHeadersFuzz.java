package io.postiljon.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.postiljon.fuzz.FuzzTarget;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The headers of one part. A name that is usable is a plain one, and what was read can be written and read again. */
public final class PartHeadersFuzz implements FuzzTarget {
    private static final Path FOLDER = Path.of("/folder");

    @Override public boolean takes(byte[] input) throws IOException {
        PartHeaders headers;
        try {
            headers = PartHeaders.parse(new String(input, StandardCharsets.UTF_8));
        } catch (RefusalException refused) {
            RefusalFuzz.requireTellable(refused.refusal());
            return false;
        }
        assertThat(headers.name()).isNotEmpty().hasSizeLessThanOrEqualTo(255);
        assertThat(headers.name().codePoints().anyMatch(Character::isISOControl)).isFalse();
        if (headers.hasUsableFileName()) {
            Path file = FOLDER.resolve(headers.fileName().orElseThrow());
            assertThat(file.normalize()).isEqualTo(file);
            assertThat(file.getParent()).isEqualTo(FOLDER);
        }
        assertThat(PartHeaders.parse(written(headers))).usingRecursiveComparison().isEqualTo(headers);
        return headers.hasUsableFileName();
    }

    private static String written(PartHeaders headers) {
        String name = headers.name().replace("\\", "\\\\").replace("\"", "\\\"");
        return "Content-Disposition: form-data; name=\"" + name + "\""
                + headers.fileName().map(file -> "; filename*=UTF-8''" + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20")).orElse("")
                + headers.contentType().map(type -> "\r\nContent-Type: " + type).orElse("") + "\r\n\r\n";
    }

    @Override public List<byte[]> seeds() {
        return Stream.of("name=\"x\"; filename=\"a/b.pdf\"", "name=\"upfile1\"; filename=\"a b.pdf\"", "name=x; filename*=UTF-8''%C3%A9.pdf", "name=\"a\\\"b\"; filename=\"C:\\\\x.pdf\"",
                        "name=\"x\"; filename=\"%2e%2e%2fx\"", "name=\"x\"; filename=\"100% zeker.pdf\"; filename*=iso-8859-1'nl'a")
                .map(parameters -> ("Content-Disposition: form-data; " + parameters + "\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8)).toList();
    }
}
