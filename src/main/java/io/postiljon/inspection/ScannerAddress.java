package io.postiljon.inspection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** Where clamd listens: {@code host:port}, or the absolute path of its socket. Names are looked up anew for each connection. */
record ScannerAddress(String text) {
    ScannerAddress {
        if (!text.startsWith("/") && !text.matches("[A-Za-z0-9._-]+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("inspection.scanner.address must be host:port or the path of a socket, is " + text);
        }
    }

    SocketAddress resolve() throws IOException {
        if (text.startsWith("/")) {
            return UnixDomainSocketAddress.of(Path.of(text));
        }
        int colon = text.indexOf(':');
        InetSocketAddress address = new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IOException("the name of the scanner's host is not known");
        }
        return address;
    }
}
