package dev.almanac.auth.ticket;

/// What a ticket is good for; one for another purpose is as good as none.
public enum Purpose {
    /// A second factor is still to be given.
    SECOND_FACTOR,
    /// A text that a wallet is to sign, to sign in.
    WALLET_SIGN_IN,
    /// A text that a wallet is to sign, to be linked.
    WALLET_LINK,
    /// A challenge for a new passkey.
    PASSKEY_REGISTRATION,
    /// A challenge for a known passkey.
    PASSKEY_SIGN_IN,
    /// The link that shows that a mail address is one's own.
    EMAIL_VERIFICATION,
    /// Somebody has forgotten the password of an address, whether it has an account or not.
    RESET_WISH,
    /// The link that sets a new password.
    PASSWORD_RESET,
    /// The link that makes the first administrator.
    SET_UP
}
