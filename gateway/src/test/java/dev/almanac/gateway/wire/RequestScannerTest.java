package dev.almanac.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScannerTest {

    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String FIXED = "POST / HTTP/1.1\r\nHost: a:80\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: [::1]:8\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\nA\r\n0123456789\r\n0\r\n"
                    + "Digest: x\r\n\r\n";

    private final RequestScanner scanner = new RequestScanner(16_384, 8_192);

    @ParameterizedTest
    @ValueSource(strings = {GET, FIXED, CHUNKED, GET + FIXED + CHUNKED + GET})
    void whatIsSoundPassesHoweverItArrives(String requests) {
        for (int size : new int[] {requests.length(), 1, 2, 3, 7}) {
            RequestScanner fresh = new RequestScanner(16_384, 8_192);
            for (int at = 0; at < requests.length(); at += size) {
                Fault fault = fresh.scan(bytes(requests.substring(at, Math.min(requests.length(), at + size))));
                assertNull(fault, () -> fault.detail());
            }
            assertTrue(fresh.isBetweenRequests());
        }
    }

    @Test
    void itKnowsWhereInARequestItIs() {
        assertTrue(scanner.isBetweenRequests());
        scanner.scan(bytes("POST / HTT"));
        assertTrue(scanner.isInHead());
        scanner.scan(bytes("P/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nx"));
        assertTrue(scanner.isInBody());
        assertEquals(1, scanner.requests());
        scanner.scan(bytes("yz"));
        assertTrue(scanner.isBetweenRequests());
    }

    @Test
    void aFaultSaysWhereItsRequestBegan() {
        assertNotNull(scanner.scan(bytes(GET + "get / HTTP/1.1\r\n")));
        assertEquals(GET.length(), scanner.headStart());
    }

    @Test
    void anotherProtocolIsNotScanned() {
        scanner.scan(bytes(GET));
        scanner.otherProtocol();
        assertNull(scanner.scan(bytes("\0\1\2\r\n\n")));
        assertFalse(scanner.isInHead());
    }

    @Test
    void theHeadAndTheAddressHaveLimits() {
        RequestScanner small = new RequestScanner(100, 20);
        assertEquals(
                414, small.scan(bytes("GET /" + "x".repeat(20) + " ")).code().status());
        small = new RequestScanner(100, 20);
        assertEquals(
                431,
                small.scan(bytes("GET / HTTP/1.1\r\nX: " + "x".repeat(100)))
                        .code()
                        .status());
        String fields = "X: y\r\n".repeat(101);
        assertEquals(
                431, scanner.scan(bytes("GET / HTTP/1.1\r\n" + fields)).code().status());
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
