package dev.almanac.kit.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFormTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}";

    @Test
    void ourOwnFormIsSound() {
        assertEquals(Optional.empty(), TokenForm.fault(token(HEADER, "{\"sub\":\"a\",\"teams\":[{\"id\":\"b\"}]}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\",\"jku\":\"https://evil.test\"}",
                "{\"alg\":\"none\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"kid\":1,\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"at+jwt\"} {}",
                "[]"
            })
    void otherHeadersAreRefused(String header) {
        assertTrue(TokenForm.fault(token(header, "{}")).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"a\":1,\"a\":2}", "{\"t\":[{\"b\":1,\"b\":2}]}", "{\"a\":1", "7", "{} {}"})
    void otherClaimsAreRefused(String claims) {
        assertTrue(TokenForm.fault(token(HEADER, claims)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/datasets, data:read",
        "HEAD, /api/v1/datasets/x/content, data:read",
        "POST, /api/v1/datasets, data:write",
        "DELETE, /api/v1/forecasts/x, forecast:write",
        "GET, /api/v1/ws/jobs/x, forecast:read",
        "GET, /api/v1/audit/events, audit:read",
        "GET, /t/x/checkpoint, audit:read",
        "GET, /api/v1/auth/me, account:read",
        "PATCH, /api/v1/auth/me,",
        "GET, /api/v1/auth/sessions,",
        "POST, /api/v1/auth/api-keys,",
        "GET, /api/v1/admin/users,",
        "GET, /api/v1/teams,",
        "POST, /api/v1/audit/events,",
        "GET, /internal/token,"
    })
    void aCallNeedsOneScopeOrIsForPeople(String method, String path, String scope) {
        assertEquals(Optional.ofNullable(scope), Scopes.needed(method, path));
    }

    private static String token(String header, String claims) {
        return base64(header) + "." + base64(claims) + "." + base64("signature");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
