package io.postiljon.sandbox.sftp;

import java.util.List;

/**
 * One login of a sandbox SFTP server. Its session is chrooted to {@code home}; {@code folders} (below home) are there from the
 * start and cannot be removed or renamed by anybody.
 *
 * @param home           absolute path in the server's tree, {@code /} for an account that sees everything
 * @param folders        paths relative to home, {@code in} or {@code out/ack}
 * @param authorizedKeys one or more OpenSSH public keys, {@code ssh-ed25519} or {@code ecdsa-sha2-*}; others stop the start
 */
public record SftpAccount(String user, String home, List<String> folders, List<String> authorizedKeys) {

    public SftpAccount {
        if (!user.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException("an SFTP user has 1 to 64 letters, digits, dots, underscores or hyphens");
        }
        if (!home.startsWith("/") || home.contains("..")) {
            throw new IllegalArgumentException("the home of an SFTP account is an absolute path");
        }
        if (authorizedKeys.isEmpty()) {
            throw new IllegalArgumentException("an SFTP account needs a public key: there are no passwords");
        }
        folders = List.copyOf(folders);
        authorizedKeys = List.copyOf(authorizedKeys);
    }

    /** An account that sees everything is the gateway's. */
    boolean hasLimits() {
        return !home.equals("/");
    }

    /** An agency: sees its own {@code in}, {@code out} and {@code rejected}, kept under {@code /agencies/<code>}. */
    public static SftpAccount ofAgency(String code, String user, String authorizedKey) {
        return new SftpAccount(user, "/agencies/" + code, List.of("in", "out", "rejected"), List.of(authorizedKey));
    }

    /** The gateway at the agencies' server: sees {@code /agencies/<code>/in|out|rejected} of all. */
    public static SftpAccount ofCollector(String user, String authorizedKey) {
        return new SftpAccount(user, "/", List.of("agencies"), List.of(authorizedKey));
    }

    /** The gateway at the print supplier's server: the folders of PBX 1.0, section 5.2. */
    public static SftpAccount ofPrintGateway(String user, String authorizedKey) {
        return new SftpAccount(user, "/", List.of("in", "out/ack", "out/piece", "out/status", "out/evid", "out/recon"),
                List.of(authorizedKey));
    }
}
