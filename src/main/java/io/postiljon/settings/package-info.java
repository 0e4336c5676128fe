/**
 * How a setting is checked at start, and what a wrong one is told.
 *
 * <p>Way in: {@link io.postiljon.settings.Setting}.
 *
 * <p>Must never: correct a value, or know what a setting is for.
 */
package io.postiljon.settings;
