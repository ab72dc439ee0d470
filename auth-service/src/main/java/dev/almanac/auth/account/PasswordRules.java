package dev.almanac.auth.account;

import java.util.Locale;
import java.util.Optional;

/// Which passwords are refused, and why. No composition rules: length, and nothing that others would guess first.
/// Source: NIST SP 800-63B-4, section 3.1.1.2.
final class PasswordRules {

    private PasswordRules() {}

    /// The reason for a refusal, or empty for an acceptable password.
    static Optional<String> refusal(Registration registration, PasswordConfig config) {
        String password = registration.password();
        int length = password.codePointCount(0, password.length());
        if (length < config.minimumLength()) {
            return Optional.of("Use at least " + config.minimumLength() + " characters; a few random words do well");
        }
        if (length > config.maximumLength()) {
            return Optional.of("Use at most " + config.maximumLength() + " characters");
        }
        if (password.codePoints().distinct().count() < 5) {
            return Optional.of("Use more than four different characters");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String mailName = registration.email().toLowerCase(Locale.ROOT).split("@")[0];
        if (contains(lower, mailName) || contains(lower, registration.username()) || contains(lower, "almanac")) {
            return Optional.of("Do not use your own name, your address or ours");
        }
        return Optional.empty();
    }

    private static boolean contains(String password, String name) {
        return name != null && name.length() >= 4 && password.contains(name.toLowerCase(Locale.ROOT));
    }
}
