/**
 * The root: wires the packages together and to the outside (database, broker, key store, connectors, console). Flow stands in
 * {@code routes/}, settings in {@code config/}, decisions in the packages; here is only what joins them.
 *
 * <p>Must never: hold a rule about sendings.
 */
package io.postiljon;
