/**
 * A peer that behaves as the Belgian e-Box does towards a sender: token service, message registry v3, federation service.
 * Way in: {@link io.postiljon.sandbox.ebox.EboxSimulator}. Contract: {@code ebox-openapi.yaml} on the test class path.
 *
 * <p>It must never use a class of the gateway, else both sides would share a misunderstanding. It never keeps a document: each is
 * read as a stream, hashed, counted and forgotten. It never writes a number of a recipient to a log.
 */
package io.postiljon.sandbox.ebox;
