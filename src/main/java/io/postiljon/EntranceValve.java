package io.postiljon;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Marks each request with the connector that it came in by; headers and ports, which others choose, are not asked. A request whose
 * length can be read in two ways ends here, with its connection, and so does one of HTTP/0.9, which has no headers. What is left of a
 * body when its answer is given is read for a while only ({@link BodyRest}).
 */
final class EntranceValve extends ValveBase {
    /** The two doors of the gateway. */
    enum Door { API, PUBLIC }

    private static final String ATTRIBUTE = "postiljon.door";

    private final Connector publicConnector;

    EntranceValve(Connector publicConnector) {
        super(true);
        this.publicConnector = publicConnector;
    }

    /** The door of a request; the API's when nothing marked it, as that one lets fewer in. */
    static Door doorOf(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Door door ? door : Door.API;
    }

    static void mark(ServletRequest request, Door door) {
        request.setAttribute(ATTRIBUTE, door);
    }

    @Override public void invoke(Request request, Response response) throws IOException, ServletException {
        mark(request, request.getConnector() == publicConnector ? Door.PUBLIC : Door.API);
        if (request.getAttribute(StrictHttpProtocol.AMBIGUOUS_LENGTH) != null || !request.getProtocol().startsWith("HTTP/1.")) {
            response.setStatus(Response.SC_BAD_REQUEST);
            response.setHeader("Connection", "close");
            return;
        }
        boolean refusedByTheContainer = response.isError();
        getNext().invoke(request, response);
        if (!refusedByTheContainer) {
            BodyRest.passOver(request, response);
        }
    }
}
