package dev.almanac.kit;

import dev.almanac.kit.problem.CommonProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// One page of a list, newest first.
///
/// @param nextCursor give it back as `cursor` for the page that follows; null on the last page
public record Page<T>(List<T> items, String nextCursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAXIMUM_LIMIT = 200;

    /// Cuts a page from rows that were read with one more than `limit`.
    ///
    /// @param position what the cursor of a row is made of: a key in list order
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> view, Function<R, ?> position) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? encode(position.apply(shown.getLast()).toString()) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    /// A page of a list that grows at its end and is read again and again: where there are rows there is a cursor, from
    /// which a later call goes on.
    public static <T> Page<T> growing(List<T> rows, Function<T, ?> position) {
        return new Page<>(
                rows,
                rows.isEmpty() ? null : encode(position.apply(rows.getLast()).toString()));
    }

    public static int limit(Integer asked) {
        return asked == null ? DEFAULT_LIMIT : Math.clamp(asked, 1, MAXIMUM_LIMIT);
    }

    /// The id that a cursor stands for, or for none the largest id, so that `id < before` holds for every row.
    public static UUID before(String cursor) {
        return cursor == null ? new UUID(-1L, -1L) : id(cursor);
    }

    /// The same for lists that begin with the oldest: for none the smallest id, so that `id > after` holds for every
    /// row.
    public static UUID after(String cursor) {
        return cursor == null ? new UUID(0, 0) : id(cursor);
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(decode(cursor));
        } catch (IllegalArgumentException e) {
            throw CommonProblem.INVALID_CURSOR.because("The cursor '" + cursor + "' is not known");
        }
    }

    /// The number that a cursor stands for, or for none [Long#MAX_VALUE].
    public static long beforeNumber(String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(decode(cursor));
        } catch (IllegalArgumentException e) {
            throw CommonProblem.INVALID_CURSOR.because("The cursor '" + cursor + "' is not known");
        }
    }

    private static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decode(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
    }
}
