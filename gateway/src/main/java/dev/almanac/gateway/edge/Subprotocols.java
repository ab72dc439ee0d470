package dev.almanac.gateway.edge;

import java.util.Optional;

/// The WebSocket subprotocols of a browser, which can send no `Authorization`: `almanac.v1, bearer.<token>`. Ours is
/// selected; the token is taken out and never echoed.
public final class Subprotocols {

    public static final String HEADER = "Sec-WebSocket-Protocol";
    public static final String OURS = "almanac.v1";

    private static final String BEARER = "bearer.";

    private Subprotocols() {}

    public static Optional<String> token(String offered) {
        if (offered == null) {
            return Optional.empty();
        }
        for (String protocol : offered.split(",")) {
            String name = protocol.strip();
            if (name.startsWith(BEARER)) {
                return Optional.of(name.substring(BEARER.length()));
            }
        }
        return Optional.empty();
    }
}
