/**
 * A peer that behaves as the Belgian e-Box does towards a sender: token service, message registry v3, federation service.
 * Way in: {@link io.postiljon.sandbox.ebox.EboxSimulator}. Contract: {@code ebox-openapi.yaml} on the test class path.
 *
 * <p>It holds each call and each answer of its own against that contract. A call that breaks it is refused and kept for the test
 * ({@code brokenCalls}); an answer that does is a fault here: a 500, a log line, and an exception when the simulator closes. What is
 * wrong on purpose (a fault that somebody switched on) says so.
 *
 * <p>It must never use a class of the gateway, else both sides would share a misunderstanding. It never keeps a document: each is
 * read as a stream, hashed, counted and forgotten. It never writes a number of a recipient to a log.
 */
package io.postiljon.sandbox.ebox;
