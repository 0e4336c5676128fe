package io.postiljon.sender;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Why there was no answer, in words that say what to look at. */
final class NoAnswer {
    private NoAnswer() {}

    static String why(IOException failed) {
        return switch (failed) {
            case NoToken none -> none.getMessage();
            case SSLException tls -> "the TLS connection was refused: is --trust the authority of the gateway, and --certificate registered there?";
            case ConnectException away when away.getCause() instanceof UnresolvedAddressException -> "the name in --to is not known: check the address";
            case ConnectException away -> "nothing answers at the address in --to: check it, and your network";
            case HttpTimeoutException slow -> "the gateway did not answer in time";
            default -> "the connection broke: " + failed.getClass().getSimpleName();
        };
    }
}
