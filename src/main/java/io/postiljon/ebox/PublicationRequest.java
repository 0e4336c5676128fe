package io.postiljon.ebox;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of a publication, which remembers whether its first byte left: after that, a broken connection leaves doubt. */
public final class PublicationRequest extends HttpEntityWrapper {
    private volatile boolean started;

    PublicationRequest(HttpEntity form) {
        super(form);
    }

    @Override public void writeTo(OutputStream wire) throws IOException {
        started = true;
        super.writeTo(wire);
    }

    boolean started() {
        return started;
    }
}
