package io.postiljon.fuzz;

import java.util.List;

/**
 * Something that reads bytes of strangers, and what must hold whatever they are. Made once for many inputs: an input leaves nothing behind.
 * For one thread.
 */
public interface FuzzTarget {
    /**
     * Reads one input. Anything that is thrown is a finding.
     *
     * @return whether it was taken; refusing it is fine
     * @throws AssertionError when a property does not hold
     */
    boolean takes(byte[] input) throws Exception;

    /** Sound inputs, small and of each kind, from which others are bred. The same each time. */
    List<byte[]> seeds() throws Exception;
}
