/**
 * What is inside a document, whatever its name says: its type, what it would do when opened, whether it is sound, and whether it can be
 * printed.
 *
 * <p>Way in: {@link io.postiljon.inspection.Inspection}. A PDF is parsed in a process of its own, which is killed at its limits; the
 * scanner for malware is asked first. Never: parse a document in the gateway's own process, write one to a disk, change one, or pass
 * one because a check could not be made.
 */
package io.postiljon.inspection;
