package io.postiljon.inspection;

import java.io.IOException;
import java.io.InputStream;

/** A document's plain bytes, which may be read more than once. */
public interface DocumentSource {
    long sizeBytes();

    InputStream open() throws IOException;
}
