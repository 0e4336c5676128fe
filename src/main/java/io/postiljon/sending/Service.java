package io.postiljon.sending;

/** A service that an agreement can tick. All are off unless ticked (agreement, annex 1). */
public enum Service {
    EBOX_CITIZEN, EBOX_ENTERPRISE, PRINT, ONLINE
}
