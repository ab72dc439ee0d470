package dev.almanac.auth.session;

import dev.almanac.auth.account.Account;

/// The answer to a sign-in.
///
/// @param expiresIn seconds
/// @param refreshToken only for clients that asked for it in the body; browsers get a cookie
/// @param deviceToken the same: what lets this device be known again, to be sent as `X-Device-Token`
public record TokenView(
        String accessToken, String tokenType, long expiresIn, Account user, String refreshToken, String deviceToken) {}
