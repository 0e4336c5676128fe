/**
 * How routes call partners over HTTPS: what every such component of Camel keeps, whoever is called.
 *
 * <p>Way in: {@link io.postiljon.calls.PartnerHttp}.
 *
 * <p>Must never: follow a redirect, repeat a call by itself, keep a cookie, or take a proxy from the environment.
 */
package io.postiljon.calls;
