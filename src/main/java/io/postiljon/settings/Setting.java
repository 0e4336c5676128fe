package io.postiljon.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Checks of one setting, under its whole name as it stands in {@code application.yaml}. A wrong value stops the start: all of them throw
 * {@link IllegalArgumentException}, which says the name and what is right.
 */
public final class Setting {
    /** Signatures that only the owner of a private key can make; never a shared secret, never none (RFC 7518, section 3.1). */
    private static final Set<String> SIGNATURES = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private Setting() {}

    /** Both ends are right. */
    public static void between(String name, Duration value, Duration least, Duration most) {
        require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, name + " must be " + least + " to " + most + ", is " + value);
    }

    /** Both ends are right. */
    public static void between(String name, long value, long least, long most) {
        require(value >= least && value <= most, name + " must be " + least + " to " + most + ", is " + value);
    }

    /** Both ends are right; what is no number is wrong. */
    public static void between(String name, double value, double least, double most) {
        require(value >= least && value <= most, name + " must be " + least + " to " + most + ", is " + value);
    }

    /** @param address may be null, which is wrong */
    public static void https(String name, URI address) {
        require(address != null && "https".equals(address.getScheme()) && address.getHost() != null, name + " must be an https address");
    }

    /** @param file may be null, which is wrong */
    public static void readable(String name, Path file) {
        require(file != null && Files.isReadable(file), name + " must be the path of a readable file");
    }

    /** Of tokens that a partner signs. */
    public static void signatures(String name, Set<String> algorithms) {
        require(!algorithms.isEmpty() && SIGNATURES.containsAll(algorithms), name + " must be some of RS, PS and ES with 256, 384 or 512");
    }

    /** @param what the name of the setting, and what is right */
    public static void require(boolean isRight, String what) {
        if (!isRight) {
            throw new IllegalArgumentException(what);
        }
    }
}
