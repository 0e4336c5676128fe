package io.postiljon.intake;

import jakarta.servlet.http.HttpServletRequest;

/** What each call of the API must keep that sends no document: a registered certificate, and its quota. */
public class CallGate {
    private final Callers callers;
    private final UploadGate gate;

    CallGate(Callers callers, UploadGate gate) {
        this.callers = callers;
        this.gate = gate;
    }

    /** An agency whose agreement has ended may still ask. @throws RefusalException 403, 429 */
    public void pass(HttpServletRequest request) {
        gate.count(callers.identify(request).agreement());
    }
}
