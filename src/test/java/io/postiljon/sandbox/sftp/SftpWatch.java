package io.postiljon.sandbox.sftp;

import java.io.IOException;

/**
 * Is told what clients do, on the thread that serves them and before they get their answer. May end a client, cut its connection, or
 * refuse: what it throws {@code BEFORE} a deed keeps that from taking effect.
 */
@FunctionalInterface
public interface SftpWatch {
    enum Moment { BEFORE_WRITE, BEFORE_RENAME, AFTER_RENAME, BEFORE_REMOVE, BEFORE_LISTING, AFTER_LISTING }

    /** @param path of the file or folder; of a rename, the new name */
    void sees(Moment moment, String path) throws IOException;
}
