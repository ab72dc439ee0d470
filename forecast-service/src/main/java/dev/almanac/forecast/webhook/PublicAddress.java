package dev.almanac.forecast.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/// Tells addresses of the public internet from all others. Sources: the IANA registries of special-purpose addresses of
/// IPv4 (RFC 6890, as of 2025) and IPv6; addresses that carry an IPv4 address inside are judged by that one.
final class PublicAddress {

    private static final int BYTE = 0xff;

    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublicSix(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int first = four[0] & BYTE;
        int second = four[1] & BYTE;
        int third = four[2] & BYTE;
        boolean special = switch (first) {
            case 0, 10, 127 -> true;
            case 100 -> second >= 64 && second < 128; // carrier-grade NAT
            case 168 -> second == 63 && third == 129; // the platform's own service in a cloud
            case 169 -> second == 254; // link-local, where clouds keep their metadata
            case 172 -> second >= 16 && second < 32;
            case 192 -> second == 168 || second == 0 && (third == 0 || third == 2) || second == 88 && third == 99;
            case 198 -> second == 18 || second == 19 || second == 51 && third == 100;
            case 203 -> second == 0 && third == 113;
            default -> first >= 224; // multicast, reserved, broadcast
        };
        return !special;
    }

    /// Global unicast is 2000::/3; of it documentation, benchmarking and tunnels are taken out.
    private static boolean isPublicSix(byte[] six) {
        if (startsWith(six, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) { // NAT64
            return isPublic(tail(six, 12));
        }
        if (startsWith(six, 0x20, 0x02)) { // 6to4
            return isPublic(tail(six, 2));
        }
        boolean unicast = (six[0] & 0xe0) == 0x20;
        boolean special = startsWith(six, 0x20, 0x01, 0x0d, 0xb8)
                || startsWith(six, 0x20, 0x01, 0x00)
                || startsWith(six, 0x3f, 0xff);
        return unicast && !special;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return new byte[] {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]};
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & BYTE) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
