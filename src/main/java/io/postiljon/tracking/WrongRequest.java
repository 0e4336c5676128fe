package io.postiljon.tracking;

/**
 * A request of an agency that cannot be answered as it stands. It names a place and what is expected there, never the value.
 */
public final class WrongRequest extends RuntimeException {
    public enum What { PARAMETER_UNKNOWN, PARAMETER_VALUE, NOT_JSON, MEMBER_UNKNOWN, MEMBER_MISSING, MEMBER_VALUE, SSIN, ENTERPRISE_NUMBER, MEDIA_TYPE, TOO_LARGE }

    private final What what;
    private final String place;
    private final String expected;

    WrongRequest(What what, String place, String expected) {
        super(what.name(), null, false, false);
        this.what = what;
        this.place = place.matches("[A-Za-z][A-Za-z0-9.\\[\\]-]{0,63}") ? place : "?";
        this.expected = expected;
    }

    static WrongRequest parameter(String name, String expected) {
        return new WrongRequest(What.PARAMETER_VALUE, name, expected);
    }

    static WrongRequest member(String name, String expected) {
        return new WrongRequest(What.MEMBER_VALUE, name, expected);
    }

    public What what() {
        return what;
    }

    /** Parameter, member or header. */
    public String place() {
        return place;
    }

    /** What would be right there; may be empty. */
    public String expected() {
        return expected;
    }
}
