package dev.almanac.engine;

/// Columns that explain part of a series, known for the past and the future.
interface Explanatory {

    /// Nothing is known.
    Explanatory NONE = (from, length) -> new double[0][];

    /// The values at the times `from`, `from + 1`, ..., shape `[k][length]`; time 0 is the first observation's.
    double[][] columns(int from, int length);
}
