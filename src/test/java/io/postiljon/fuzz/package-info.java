/**
 * Coverage-guided fuzzing of everything that reads bytes of strangers: what each target is, how it is fuzzed ({@code mvn -Pfuzz verify}), and
 * how inputs that once broke something are replayed in every build. See docs/fuzzing.md.
 */
package io.postiljon.fuzz;
