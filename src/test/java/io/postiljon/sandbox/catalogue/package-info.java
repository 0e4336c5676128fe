/**
 * The catalogue of attacks as a test suite: each row is sent from outside, over real sockets, to one running gateway, while a steady
 * sender goes on. The numbers are those of the catalogue; what is not here, and where it is instead, says docs/adr/0021.
 */
package io.postiljon.sandbox.catalogue;
