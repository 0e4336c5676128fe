package io.postiljon.tracking;

import java.net.InetAddress;
import java.net.Inet6Address;
import java.net.UnknownHostException;

/**
 * Keeps webhooks out of private networks: every address of the host must be a public one. The JDK remembers the answer of the name
 * service for longer than the call takes to connect, and a host inside would also need a certificate for the agreed name.
 */
final class PublicHosts {
    /** Where tests and sandboxes run, a receiver may be near. */
    enum Rule { PUBLIC_ONLY, ANY }

    private final Rule rule;

    PublicHosts(Rule rule) {
        this.rule = rule;
    }

    void require(String host) throws UnknownHostException, NotPublic {
        if (rule == Rule.ANY) {
            return;
        }
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!isPublic(address)) {
                throw new NotPublic();
            }
        }
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        if (address instanceof Inet6Address) {
            boolean unique = (first & 0xFE) == 0xFC;                                // fc00::/7
            boolean carriesOld = first == 0x20 && second == 0x02 || first == 0x00 && second == 0x64 || first == 0x00 && second == 0x00;
            return !unique && !carriesOld;                                          // 6to4, NAT64 and the like carry an IPv4 address
        }
        boolean shared = first == 100 && (second & 0xC0) == 64;                     // 100.64/10
        boolean special = first == 0 || first >= 240 || first == 192 && second == 0 || first == 198 && (second & 0xFE) == 18;
        return !shared && !special;
    }
}
