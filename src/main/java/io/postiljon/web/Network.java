package io.postiljon.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a question comes from, as coarse as a limit needs it: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one. */
record Network(String prefix) {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Network UNKNOWN = new Network("unknown");

    /** @param forwarded value of {@code X-Forwarded-For}, which counts only when the connection is that of a proxy of ours; null when there is none */
    static Network of(String connection, String forwarded, Set<String> proxies) {
        if (forwarded != null && proxies.contains(connection)) {
            return of(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip());
        }
        return of(connection);
    }

    private static Network of(String address) {
        if (!LITERAL.matcher(address).matches()) {
            return UNKNOWN;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();     // a literal: nobody is asked
            return new Network(HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 6)));
        } catch (UnknownHostException notAnAddress) {
            return UNKNOWN;
        }
    }

    @Override public String toString() {
        return "Network[***]";
    }
}
