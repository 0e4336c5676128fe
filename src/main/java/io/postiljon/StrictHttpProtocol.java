package io.postiljon;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 that remembers an ambiguous length. Tomcat drops Content-Length when Transfer-Encoding is there too, which the standard
 * allows, and reads a length with a sign as a number; a proxy before us may have read it the other way, so such a request is refused
 * ({@link EntranceValve}). The only moment when both headers are read and none is dropped is when Tomcat asks for its restricted user
 * agents. Source: RFC 9112 sections 6.1 and 6.2.
 */
public final class StrictHttpProtocol extends Http11NioProtocol {
    static final String AMBIGUOUS_LENGTH = "postiljon.ambiguousLength";
    private static final ThreadLocal<StrictProcessor> CURRENT = new ThreadLocal<>();

    @Override protected Processor createProcessor() {
        return new StrictProcessor(this, getAdapter());
    }

    @Override protected Pattern getRestrictedUserAgentsPattern() {
        StrictProcessor processor = CURRENT.get();
        if (processor != null) {
            processor.markAmbiguousLength();
        }
        return super.getRestrictedUserAgentsPattern();
    }

    private static final class StrictProcessor extends Http11Processor {
        StrictProcessor(StrictHttpProtocol protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        @Override public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            CURRENT.set(this);
            try {
                return super.service(socket);
            } finally {
                CURRENT.remove();
            }
        }

        void markAmbiguousLength() {
            String length = request.getHeader("Content-Length");
            if (length != null && (request.getHeader("Transfer-Encoding") != null || !length.matches("[0-9]+"))) {
                request.setAttribute(AMBIGUOUS_LENGTH, Boolean.TRUE);
            }
        }
    }
}
