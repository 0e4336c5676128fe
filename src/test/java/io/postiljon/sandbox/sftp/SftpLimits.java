package io.postiljon.sandbox.sftp;

/**
 * What the account of one agency may use of a sandbox SFTP server, as the server of production allows it: {@code deploy/sftp/start} and
 * the quota of its {@code in/}. An account that sees everything has no limits.
 *
 * @param fileBytes    largest file; the write that would pass it fails, and one more ends the session
 * @param accountBytes all files in {@code in/} together
 * @param accountFiles files in {@code in/}, and folders, of any depth
 * @param sessions     logins at the same time
 */
public record SftpLimits(long fileBytes, long accountBytes, int accountFiles, int sessions) {

    /** Of the gateway, and of the platform at its supplier. */
    static final SftpLimits NONE = new SftpLimits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final long MEBIBYTE = 1024 * 1024;
    private static final long MEGABYTE = 1_000_000;

    public SftpLimits {
        if (fileBytes < 1 || accountBytes < 1 || accountFiles < 10 || sessions < 1) {
            throw new IllegalArgumentException("limits are positive, and ten files at least");
        }
    }

    /** Of an agreement that says nothing: the defaults of agreements, and of the deployed server. */
    public static SftpLimits standard() {
        return agreed(2000, 4000);
    }

    /** What an agreement says; the size of a file and the number of sessions are the same for all, as deployed. */
    public static SftpLimits agreed(int files, long megabytes) {
        return new SftpLimits(1025 * MEBIBYTE, megabytes * MEGABYTE, files, 4);
    }

    public long accountMegabytes() {
        return accountBytes / MEGABYTE;
    }
}
