/**
 * Server-rendered pages. Now those of the recipient of a letter on paper, who fetches the original with the code on the cover sheet, or
 * checks that the letter is real. They work without script, ask nobody else for anything, and set no cookie.
 *
 * <p>Way in: {@link io.postiljon.web.LetterController}, on the public connector.
 *
 * <p>Must never: show anything about a recipient before the second factor is right, put a code in an address, or write down where a
 * visitor comes from.
 */
package io.postiljon.web;
