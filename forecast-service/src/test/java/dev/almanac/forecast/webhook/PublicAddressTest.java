package dev.almanac.forecast.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, true",
        "8.8.8.8, true",
        "100.63.255.255, true",
        "100.128.0.0, true",
        "172.15.0.1, true",
        "172.32.0.1, true",
        "192.0.1.1, true",
        "198.17.0.1, true",
        "198.20.0.1, true",
        "223.255.255.255, true",
        "0.0.0.0, false",
        "10.1.2.3, false",
        "100.64.0.1, false",
        "127.0.0.1, false",
        "127.255.0.1, false",
        "169.254.169.254, false",
        "172.16.0.1, false",
        "172.31.255.255, false",
        "192.0.0.8, false",
        "192.0.2.1, false",
        "192.168.0.1, false",
        "198.18.0.1, false",
        "198.51.100.7, false",
        "203.0.113.9, false",
        "224.0.0.1, false",
        "240.0.0.1, false",
        "255.255.255.255, false",
        "2606:4700:4700::1111, true",
        "2001:4860:4860::8888, true",
        "64:ff9b:1:a00:0:0:808:808, false",
        "168.63.129.16, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fc00::1, false",
        "fd12::1, false",
        "ff02::1, false",
        "2001:db8::1, false",
        "2001::1, false",
        "3fff::1, false",
        "::ffff:10.0.0.1, false",
        "::ffff:8.8.8.8, true",
        "64:ff9b::a00:1, false",
        "64:ff9b::808:808, true",
        "2002:0a00:0001::1, false",
        "2002:0808:0808::1, true",
    })
    void onlyThePublicInternetIsPublic(String address, boolean expected) throws UnknownHostException {
        assertEquals(expected, PublicAddress.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "https://user:secret@example.org/",
                "https:///path",
                "ftp://example.org/",
                "https://example.org/#part",
                "not an address",
                "https:example.org",
                "file:///etc/passwd",
                "https://0x7f.1/",
            })
    void refusesWhatIsNoPlaceToCall(String url) {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.of(url, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://0x7f.1/"
            })
    void neverCallsThisMachineWhateverItIsCalled(String url) {
        assertThrows(
                IllegalArgumentException.class, () -> Endpoint.of(url, false).resolved(false));
    }

    /// The example of the reference libraries of Standard Webhooks 1.0.0 (their tests of `sign`).
    @Test
    void signsAsTheReferenceDoes() {
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                WebhookSecret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                        .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"));
    }
}
