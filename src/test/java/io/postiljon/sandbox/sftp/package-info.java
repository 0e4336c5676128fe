/**
 * SFTP servers of the sandbox: real SSH by Apache MINA, files in memory only.
 *
 * <p>Way in: {@link io.postiljon.sandbox.sftp.SandboxSftpServer} with a list of {@link io.postiljon.sandbox.sftp.SftpAccount}.
 * Must never: touch the disk, accept a password, or open a shell, a command or a forward. Shares no code with the gateway.
 */
package io.postiljon.sandbox.sftp;
