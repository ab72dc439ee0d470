package dev.almanac.auth.session;

import dev.almanac.auth.device.Client;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What somebody who has signed in is handed, and which part of it as cookies: a browser keeps the refresh token and
/// the device's secret where its scripts cannot read them; a client without cookies gets both in the body.
@ApplicationScoped
public class TokenDelivery {

    private static final String PATH = "/api/v1/auth";
    private static final Duration DEVICE_LIFE = Duration.ofDays(365);

    private final SessionConfig config;

    TokenDelivery(SessionConfig config) {
        this.config = config;
    }

    /// @param wish `body` for clients without cookies
    public TokenView view(SessionService.SignedIn signedIn, String wish) {
        boolean inBody = isInBody(wish);
        return new TokenView(
                signedIn.accessToken(),
                "Bearer",
                signedIn.expiresIn(),
                signedIn.account(),
                inBody ? signedIn.refreshToken() : null,
                inBody ? signedIn.device() : null);
    }

    /// Values of `Set-Cookie` fields; none for a client without cookies.
    public List<String> cookies(SessionService.SignedIn signedIn, String wish) {
        List<String> cookies = new ArrayList<>();
        if (!isInBody(wish) && signedIn.refreshToken() != null) {
            cookies.add(cookie(Client.REFRESH_COOKIE, signedIn.refreshToken(), config.idleLife()));
            if (signedIn.device() != null) {
                cookies.add(cookie(Client.DEVICE_COOKIE, signedIn.device(), DEVICE_LIFE));
            }
        }
        return cookies;
    }

    /// What takes the refresh token away again.
    String ended() {
        return cookie(Client.REFRESH_COOKIE, "", Duration.ZERO);
    }

    private static boolean isInBody(String wish) {
        return "body".equals(wish);
    }

    private String cookie(String name, String value, Duration life) {
        return "%s=%s; Path=%s; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(name, value, PATH, life.toSeconds(), config.secureCookie() ? "; Secure" : "");
    }
}
