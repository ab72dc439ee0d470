package dev.almanac.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/datasets/",
                "/api/v1/datasets/01a1/series/a%20b",
                "/log/tile/0/x001/234.p/5",
                "/.well-known/jwks.json",
                "/series/%C3%A4%E2%82%AC%F0%9F%98%80",
                "/a:b/c@d/e+f,g=h&i!j$k'l(m)*~_-."
            })
    void keepsWhatEveryParserReadsTheSameWay(String path) {
        assertEquals(Optional.of(path), CanonicalPath.of(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "//api",
                "/api//v1",
                "/api/../internal",
                "/api/./v1",
                "/..",
                "/api/..",
                "/api/v1/auth;x=1/me",
                "/api\\v1",
                "/api#x",
                "/api/%2e%2e/internal",
                "/api/%2Finternal",
                "/api/%6Cogin",
                "/api/%41",
                "/api/%30",
                "/api/a%2Db",
                "/api/a%5Fb",
                "/api/%5cinternal",
                "/api%3Bx",
                "/api/%00",
                "/api/%0d%0a",
                "/api/%25%32%66",
                "/api/%",
                "/api/%4",
                "/api/%zz",
                "/api/%C0%AF",
                "/api/%E0%80%AF",
                "/api/%ED%A0%80",
                "/api/%F4%90%80%80",
                "/api/%C3",
                "/api/%C3x",
                "/api/%80",
                "/api/ä",
                "/api/a b",
                "/api/<x>",
                "/api/\u0007"
            })
    void refusesWhatTwoParsersCouldReadDifferently(String path) {
        assertTrue(CanonicalPath.of(path).isEmpty());
    }
}
