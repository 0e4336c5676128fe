/**
 * The identity provider of the sandbox: OpenID Connect with the addresses and claims of the Flemish one (ACM), by Spring Authorization
 * Server. Whoever comes chooses which test citizen he is.
 *
 * <p>Way in: {@link io.postiljon.sandbox.login.IdentityProvider}.
 *
 * <p>Must never: know a citizen that is not a test number.
 */
package io.postiljon.sandbox.login;
