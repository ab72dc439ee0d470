package dev.almanac.auth.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Kinds of unusual activity.
public enum AlertKind {
    /// A sign-in from a device that the account does not know.
    NEW_DEVICE,
    /// The same from a network that it does not know either, while another device was busy elsewhere.
    NEW_PLACE,
    /// One address fails at many accounts.
    STUFFING,
    /// A sign-in succeeds from an address that fails at many accounts.
    STUFFED,
    /// A refresh token was used twice: somebody has copied it.
    STOLEN_TOKEN,
    /// Far more datasets or results were taken out than usual.
    MASS_DOWNLOAD;

    /// As the API writes it.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
