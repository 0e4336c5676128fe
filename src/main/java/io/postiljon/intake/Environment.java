package io.postiljon.intake;

/** Where this gateway runs: production, acceptance or test (the sandbox). The letter also stands in the names of drops. */
public enum Environment {
    P, A, T
}
