package dev.almanac.gateway.identity;

/// What a token says about its bearer.
public sealed interface Identity {

    /// @param user the token's `sub`
    /// @param expiresMillis since 1970
    record Known(String user, long expiresMillis) implements Identity {}

    /// The token is not one of ours, or not valid any more.
    record Rejected() implements Identity {}
}
