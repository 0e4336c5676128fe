/**
 * Server-rendered pages. Now those of the recipient of a letter on paper, who fetches the original with the code on the cover sheet, or
 * checks that the letter is real. They work without script and ask nobody else for anything. Where the agreement asks it, he logs in first (ADR 0018); the
 * one cookie is that of a login.
 *
 * <p>Way in: {@link io.postiljon.web.LetterController} and {@link io.postiljon.web.LoginController}, on the public connector.
 *
 * <p>Must never: show anything about a recipient before the second factor is right, put a code in an address, keep the INSZ of a visitor, or write down where a
 * visitor comes from.
 */
package io.postiljon.web;
