package dev.almanac.auth.password;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which passwords are refused, and why. No composition rules: length, and nothing that others would guess first.
/// Source: NIST SP 800-63B-4, section 3.1.1.2.
final class PasswordRules {

    /// Rows of keyboards and of the alphabet, in which people slide along.
    private static final List<String> SLIDES = List.of(
            "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm");

    private static final int LEAST_STEPS = 6;
    private static final int LEAST_NAME = 4;

    private PasswordRules() {}

    /// @param ownNames what others know of the owner: mail address, username, full name; may hold null
    /// @param onlyFactor whether nothing else is asked for at sign-in
    /// @return the reason for a refusal, or empty for an acceptable password
    static Optional<String> refusal(String password, List<String> ownNames, boolean onlyFactor, PasswordConfig config) {
        int length = password.codePointCount(0, password.length());
        int least = onlyFactor ? config.minimumLength() : config.minimumLengthWithSecondFactor();
        if (length < least) {
            return Optional.of("Use at least " + least + " characters; a few random words do well");
        }
        if (length > config.maximumLength()) {
            return Optional.of("Use at most " + config.maximumLength() + " characters");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        if (CommonPasswords.contains(lower)) {
            return Optional.of("This is on the list of passwords that are tried first");
        }
        if (steps(lower) < LEAST_STEPS) {
            return Optional.of("This is a row of the keyboard, of the alphabet, or the same sign again and again");
        }
        return isOwnName(lower, ownNames)
                ? Optional.of("Do not use your own name, your address or ours")
                : Optional.empty();
    }

    /// How often the next character is neither the same one nor the neighbour in a row.
    private static int steps(String lower) {
        int steps = 1;
        for (int i = 1; i < lower.length(); i++) {
            String pair = lower.substring(i - 1, i + 1);
            String back = new StringBuilder(pair).reverse().toString();
            boolean predictable = pair.charAt(0) == pair.charAt(1)
                    || SLIDES.stream().anyMatch(row -> row.contains(pair) || row.contains(back));
            steps += predictable ? 0 : 1;
        }
        return steps;
    }

    private static boolean isOwnName(String lower, List<String> ownNames) {
        if (lower.contains("almanac")) {
            return true;
        }
        for (String name : ownNames) {
            if (name == null) {
                continue;
            }
            for (String part : name.toLowerCase(Locale.ROOT).split("@|\\s+")) {
                if (part.length() >= LEAST_NAME && lower.contains(part)) {
                    return true;
                }
            }
        }
        return false;
    }
}
