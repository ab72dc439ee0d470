package dev.almanac.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class AddressKeyTest {

    @Test
    void ipv4CountsByAddressAndIpv6ByItsNetwork() {
        assertEquals("192.0.2.7", AddressKey.of("192.0.2.7"));
        assertEquals(AddressKey.of("2001:db8:1:2::1"), AddressKey.of("2001:db8:1:2:ffff::9"));
        assertNotEquals(AddressKey.of("2001:db8:1:2::1"), AddressKey.of("2001:db8:1:3::1"));
        assertEquals("192.0.2.7", AddressKey.of("::ffff:192.0.2.7"));
    }
}
