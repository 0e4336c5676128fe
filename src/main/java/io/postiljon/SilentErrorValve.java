package io.postiljon;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What the container itself refuses (framing, odd paths) gets a status and an empty body: no product, no version, no text. */
public final class SilentErrorValve extends ErrorReportValve {
    @Override protected void report(Request request, Response response, Throwable throwable) {
        // nothing to say
    }
}
