package dev.almanac.kit.problem;

import java.util.Locale;

/// One kind of failure that clients may rely on. Implemented by an enum per feature, whose names are the codes.
public interface ProblemCode {

    /// The enum constant's name, such as `SERIES_TOO_SHORT`.
    String name();

    int status();

    String title();

    /// The code as clients see it, such as `series-too-short`.
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    default ProblemException because(String detail) {
        return new ProblemException(this, detail);
    }
}
