/**
 * A print-and-delivery supplier for the sandbox, on the other end of the exchange "PBX 1.0".
 *
 * <p>Way in: {@link io.postiljon.sandbox.supplier.PrintSupplierSimulator} over the tree of a
 * {@link io.postiljon.sandbox.sftp.SandboxSftpServer}; keys by {@link io.postiljon.sandbox.supplier.PgpKeys}. It judges as a strict
 * supplier would: what it refuses, a real one may refuse. Must never: share code with the gateway, or write names, addresses or
 * other content to a log. Answers so far: PA and PP; a later kind is one more {@code Answer}.
 */
package io.postiljon.sandbox.supplier;
