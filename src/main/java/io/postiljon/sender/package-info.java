/**
 * The client program of an agency, {@code java -jar postiljon.jar send}: signs, checks and sends sendings from files. Way in:
 * {@link io.postiljon.sender.SendCommand}. It runs on the agency's own machine and is no part of the gateway: it knows nothing of it but
 * its API, may call it over HTTP, and must never be called by it. A run that was broken off is repeated and never sends twice.
 */
package io.postiljon.sender;
