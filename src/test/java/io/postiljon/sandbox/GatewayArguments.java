package io.postiljon.sandbox;

import java.util.stream.Stream;

/** The command line that starts the gateway at the sandbox's site. */
final class GatewayArguments {
    private GatewayArguments() {}

    static String[] of(SandboxSystem system, String... extra) {
        return Stream.concat(Stream.of("--spring.config.additional-location=file:" + system.folder().resolve("site.yaml")),
                Stream.of(extra)).toArray(String[]::new);
    }
}
