/**
 * How routes call partners over HTTPS: what every such component of Camel keeps, which headers pass, and how much of an answer is read,
 * whoever is called.
 *
 * <p>Way in: {@link io.postiljon.calls.PartnerHttp}, {@link io.postiljon.calls.AnswerBody}.
 *
 * <p>Must never: follow a redirect, repeat a call by itself, keep a cookie, take a proxy from the environment, or read an answer without
 * a limit.
 */
package io.postiljon.calls;
