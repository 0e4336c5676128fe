package io.postiljon.sandbox.sftp;

/**
 * What one account may use of a sandbox SFTP server.
 *
 * @param fileBytes    largest file; a write that begins or ends beyond it fails
 * @param accountBytes all files of the account's home together
 * @param accountFiles number of files and folders below the home
 * @param sessions     logins at the same time
 */
public record SftpLimits(long fileBytes, long accountBytes, int accountFiles, int sessions) {

    private static final long MEBIBYTE = 1024 * 1024;

    public SftpLimits {
        if (fileBytes < 1 || accountBytes < fileBytes || accountFiles < 10 || sessions < 1) {
            throw new IllegalArgumentException("limits are positive and an account holds at least its largest file");
        }
    }

    /** A drop may hold 1 GiB; an account two of them. */
    public static SftpLimits standard() {
        return new SftpLimits(1025 * MEBIBYTE, 2050 * MEBIBYTE, 20_000, 20);
    }
}
