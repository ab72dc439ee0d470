package dev.almanac.gateway.door;

import io.netty.util.NetUtil;

/// A network of addresses, such as `10.0.0.0/8` or `2001:db8::/32`.
record Network(byte[] address, int bits) {

    static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(literal);
        if (address == null) {
            throw new IllegalArgumentException("gateway.trusted-proxies: not an address or network: " + text);
        }
        int bits = slash < 0 ? address.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("gateway.trusted-proxies: not a network: " + text);
        }
        return new Network(address, bits);
    }

    static boolean isLiteral(String text) {
        return NetUtil.isValidIpV4Address(text) || (NetUtil.isValidIpV6Address(text) && !text.startsWith("["));
    }

    boolean holds(String literal) {
        byte[] other = NetUtil.createByteArrayFromIpAddressString(literal);
        if (other == null || other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
