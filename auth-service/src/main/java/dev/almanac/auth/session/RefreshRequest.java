package dev.almanac.auth.session;

/// The refresh token of a client without cookies; browsers send none.
public record RefreshRequest(String refreshToken) {

    /// Without the secret.
    @Override
    public String toString() {
        return "RefreshRequest";
    }
}
