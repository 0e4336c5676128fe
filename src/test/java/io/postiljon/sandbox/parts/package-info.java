/**
 * The real servers that the sandbox and the integration tests stand on: a certificate authority, PostgreSQL, the Artemis
 * broker, and a proxy that can cut the line between two of them. All run in or under this JVM, on loopback, with the
 * durability and the access rules of production.
 *
 * <p>Way in: {@link io.postiljon.sandbox.parts.SandboxCa}, {@link io.postiljon.sandbox.parts.EmbeddedPostgres},
 * {@link io.postiljon.sandbox.parts.EmbeddedBroker}, {@link io.postiljon.sandbox.parts.TcpProxy}.
 *
 * <p>Must never use a class of the gateway, and never leave a process or an open port behind.
 */
package io.postiljon.sandbox.parts;
