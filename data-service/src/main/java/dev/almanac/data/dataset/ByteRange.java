package dev.almanac.data.dataset;

import dev.almanac.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One range of bytes, RFC 9110 section 14.
///
/// @param last the last byte of it
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// @param header null for the whole; several ranges, or another unit, are answered by the whole as well
    /// @throws ProblemException when the file has no such range
    static ByteRange of(String header, long size) {
        Matcher matcher = ONE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return null;
        }
        boolean suffix = matcher.group(1).isEmpty();
        long number = Long.parseLong(suffix ? matcher.group(2) : matcher.group(1));
        long first = suffix ? Math.max(0, size - number) : number;
        long last =
                suffix || matcher.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(matcher.group(2)));
        if (first >= size || first > last || (suffix && number == 0)) {
            throw new ProblemException(
                    DatasetProblem.RANGE_INVALID,
                    "The file has " + size + " bytes",
                    List.of(),
                    Map.of("Content-Range", "bytes */" + size));
        }
        return new ByteRange(first, last);
    }

    long length() {
        return last - first + 1;
    }

    /// The value of `Content-Range`.
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
