package dev.almanac.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a tile's address after `/tile/<L>/`: three-digit groups, all but the last with an `x`, and the width
/// of a partial tile. Source: C2SP tlog-tiles. 1234067 is `x001/x234/067`.
///
/// @param width number of hashes or entries, 256 for a full tile
public record TilePath(long index, int width) {

    private static final Pattern FORM = Pattern.compile("((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /// Empty when the text is not the one canonical form.
    public static Optional<TilePath> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.group(1).length() > 28) {
            return Optional.empty();
        }
        long index = Long.parseLong(matcher.group(1).replace("x", "").replace("/", ""));
        int width = matcher.group(2) == null ? 256 : Integer.parseInt(matcher.group(2));
        TilePath path = new TilePath(index, width);
        boolean canonical = width <= 256
                && (matcher.group(2) == null || width < 256)
                && path.toString().equals(text);
        return canonical ? Optional.of(path) : Optional.empty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            text.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return width == 256 ? text.toString() : text.append(".p/").append(width).toString();
    }
}
