package dev.almanac.gateway.door;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What HTTP/2 lets through must not become two requests when it is written as HTTP/1.1. Source: PortSwigger, HTTP/2:
/// the sequel is always worse (2021).
class FormTest {

    @Test
    void whatBrowsersSendPasses() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add(":authority", "localhost")
                .add("accept", "text/html, */*;q=0.8")
                .add("content-length", "5")
                .add("x", "tab\tand \u00e9");
        assertTrue(Form.isPlain("POST", headers));
    }

    @ParameterizedTest
    @CsvSource({
        "x, 'a\r\nTransfer-Encoding: chunked'",
        "x, 'a\nb'",
        "x, 'a\rb'",
        "x, 'a\0b'",
        "'x: y\r\nz', a",
        "'x y', a",
        "'x:', a",
        "'', a",
        "transfer-encoding, chunked"
    })
    void whatWouldEndALineOrFrameAMessageIsRefused(String name, String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(unescaped(name), unescaped(value));
        assertFalse(Form.isPlain("GET", headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET", "get", "", "G T", "AAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aMethodIsAMethod(String method) {
        assertFalse(Form.isPlain(method, MultiMap.caseInsensitiveMultiMap()));
    }

    @Test
    void twoLengthsAreRefused() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("content-length", "5").add("content-length", "5");
        assertFalse(Form.isPlain("POST", headers));
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }
}
