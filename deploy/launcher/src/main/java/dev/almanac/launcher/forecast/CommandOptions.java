package dev.almanac.launcher.forecast;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The words after a command: options with a value, flags, and at most one plain word.
final class CommandOptions {

    private final Map<String, String> values = new HashMap<>();
    private String plain;

    /// @throws IllegalArgumentException names the first word that is not understood
    CommandOptions(List<String> words, Set<String> valued, Set<String> flags) {
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String word = left.next();
            if (flags.contains(word)) {
                values.put(word, "");
            } else if (valued.contains(word) && left.hasNext()) {
                values.put(word, left.next());
            } else if (!word.startsWith("--") && plain == null) {
                plain = word;
            } else {
                throw new IllegalArgumentException(
                        (valued.contains(word) ? "a value is missing after " : "not understood: ") + word
                                + "; see ./almanac --help");
            }
        }
    }

    /// The word that is no option; null when there is none.
    String plain() {
        return plain;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    String needed(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is needed; see ./almanac --help");
        }
        return value;
    }

    int whole(String name, int least, int most) {
        String text = needed(name);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s takes a whole number from %d to %d, was %s".formatted(name, least, most, text), e);
        }
        throw new IllegalArgumentException(
                "%s takes a whole number from %d to %d, was %s".formatted(name, least, most, text));
    }
}
