package dev.almanac.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/// Passwords that attackers try first; the list and its source are in `common-passwords.txt` and its licence file.
final class CommonPasswords {

    private static final Set<String> LIST = read();

    private CommonPasswords() {}

    /// Whether it is on the list, or nothing but something on the list with a tail of digits and signs, or the same
    /// over and over.
    ///
    /// @param lower in lower case
    static boolean contains(String lower) {
        String core = lower.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        return LIST.contains(lower)
                || LIST.contains(core)
                || LIST.contains(unit(lower))
                || LIST.contains(unit(core))
                || unit(lower).length() <= lower.length() / 3;
    }

    /// The shortest text whose repetition this is.
    private static String unit(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String unit = text.substring(0, length);
            if (text.length() % length == 0
                    && unit.repeat(text.length() / length).equals(text)) {
                return unit;
            }
        }
        return text;
    }

    private static Set<String> read() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream("/common-passwords.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the list of common passwords", e);
        }
    }
}
