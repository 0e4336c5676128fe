/**
 * What a developer at an agency would write: a client of the gateway, built from the description of its interface and from
 * the files in {@code target/sandbox} only. It proves that these two are enough, and it is the load generator of the
 * benchmark.
 *
 * <p>Way in: {@link io.postiljon.sandbox.client.SandboxJson} says where everything is,
 * {@link io.postiljon.sandbox.client.Letter} is what to send, {@link io.postiljon.sandbox.client.AgencyClient} sends it over
 * HTTPS and {@link io.postiljon.sandbox.client.SftpDrop} by SFTP.
 *
 * <p>Must never use a class of the gateway: two readings of one agreement are worth more than one.
 */
package io.postiljon.sandbox.client;
