package dev.almanac.auth.device;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Where a request comes from, as the gateway tells it.
///
/// @param address of the network, as a literal
/// @param agent the browser's or program's own name, at most 200 characters; null for none
/// @param device the secret of a device that was here before; empty for none
/// @param session the refresh token of a browser that is still signed in; empty for none
public record Client(String address, String agent, Optional<String> device, Optional<String> session) {

    public static final String DEVICE_COOKIE = "almanac_device";
    public static final String REFRESH_COOKIE = "almanac_refresh";

    private static final String DEVICE_HEADER = "X-Device-Token";
    private static final int LONGEST_AGENT = 200;
    private static final int LONGEST_SECRET = 100;

    /// `X-Forwarded-For` comes from the gateway, which drops what clients send under that name.
    public static Client of(HttpServerRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        String address = forwarded == null ? request.remoteAddress().hostAddress() : forwarded;
        String agent = request.getHeader("User-Agent");
        Cookie cookie = request.getCookie(DEVICE_COOKIE);
        String device = cookie == null ? request.getHeader(DEVICE_HEADER) : cookie.getValue();
        Cookie refresh = request.getCookie(REFRESH_COOKIE);
        return new Client(
                address,
                agent == null ? null : agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)),
                Optional.ofNullable(device).filter(secret -> secret.length() <= LONGEST_SECRET),
                Optional.ofNullable(refresh).map(Cookie::getValue));
    }

    /// The network around the address: people move inside of it all day. IPv4 /16, IPv6 /32.
    public String network() {
        String[] groups = address.contains(":") ? address.split(":") : address.split("\\.");
        String joint = address.contains(":") ? ":" : ".";
        return groups.length < 2 ? address : groups[0] + joint + groups[1];
    }
}
