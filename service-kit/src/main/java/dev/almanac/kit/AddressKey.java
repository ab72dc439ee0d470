package dev.almanac.kit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Who an address is to a limit: IPv6 counts by /64, because a household has that many.
public final class AddressKey {

    private AddressKey() {}

    /// @param address a literal, never a name
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            if (!(parsed instanceof Inet6Address)) {
                return parsed.getHostAddress();
            }
            byte[] bytes = parsed.getAddress();
            StringBuilder prefix = new StringBuilder();
            for (int i = 0; i < 8; i += 2) {
                prefix.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                        .append(':');
            }
            return prefix.append(":/64").toString();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address literal: " + address, e);
        }
    }
}
