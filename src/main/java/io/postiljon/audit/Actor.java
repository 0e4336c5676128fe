package io.postiljon.audit;

/**
 * Who did it.
 *
 * @param id for an agency the thumbprint of its certificate or its SFTP account, for the gateway the name of the route or job,
 *           for an operator the login at the console
 */
public record Actor(Kind kind, String id) {
    private static final String LOGIN = "login-";

    public enum Kind { AGENCY, GATEWAY, PARTNER, OPERATOR, RECIPIENT }

    public static Actor agency(String certificateOrAccount) {
        return new Actor(Kind.AGENCY, certificateOrAccount);
    }

    public static Actor gateway(String route) {
        return new Actor(Kind.GATEWAY, route);
    }

    public static Actor operator(String login) {
        return new Actor(Kind.OPERATOR, login);
    }

    /** Somebody with a letter, whom nobody knows. @param proof what was shown, such as a code; not its value */
    public static Actor recipient(String proof) {
        return new Actor(Kind.RECIPIENT, proof);
    }

    /** Somebody with a letter who logged in. @param pseudonym by {@link AuditLog#pseudonym}; {@link SubjectSearch} finds it */
    public static Actor loggedIn(String pseudonym) {
        return new Actor(Kind.RECIPIENT, LOGIN + pseudonym);
    }

    public static Actor partner(String name) {
        return new Actor(Kind.PARTNER, name);
    }
}
