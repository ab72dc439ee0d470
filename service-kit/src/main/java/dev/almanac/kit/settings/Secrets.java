package dev.almanac.kit.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a secret of the configuration is worth its name.
public final class Secrets {

    private static final int LEAST_CHARACTERS = 24;
    private static final int LEAST_DIFFERENT = 8;
    private static final List<String> PLACEHOLDERS =
            List.of("changeme", "change-me", "secret", "password", "almanac", "example", "default");

    private Secrets() {}

    /// @return what is wrong with it, without showing it; empty for a good one
    public static Optional<String> weakness(String secret) {
        if (secret.isBlank()) {
            return Optional.of("is missing");
        }
        if (secret.length() < LEAST_CHARACTERS || secret.chars().distinct().count() < LEAST_DIFFERENT) {
            return Optional.of("is weak: use at least " + LEAST_CHARACTERS + " random characters");
        }
        String lower = secret.toLowerCase(Locale.ROOT);
        return PLACEHOLDERS.stream().anyMatch(lower::contains)
                ? Optional.of("looks like a placeholder: use random characters")
                : Optional.empty();
    }
}
