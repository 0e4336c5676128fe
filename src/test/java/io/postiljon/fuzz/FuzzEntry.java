package io.postiljon.fuzz;

/** What Jazzer calls, in a process of its own for each target; the system property {@code fuzz.target} says which. */
public final class FuzzEntry {
    private static FuzzTarget target;

    private FuzzEntry() {}

    public static void fuzzerInitialize() {
        target = FuzzTargets.of(System.getProperty("fuzz.target")).make();
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.takes(input);
    }
}
