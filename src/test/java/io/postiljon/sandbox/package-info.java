/**
 * The whole system in one process, for a newcomer, for the tests and for outside clients: real parts, simulated partners, and the
 * gateway itself. Nothing of it is in the production jar.
 *
 * <p>Way in: {@link io.postiljon.sandbox.SandboxApplication} (the story in a terminal) and {@link io.postiljon.sandbox.SandboxSystem}
 * (for tests). The simulators share no code with the gateway, so that a wrong reading of a contract shows.
 */
package io.postiljon.sandbox;
