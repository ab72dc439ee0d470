package dev.almanac.audit.verify;

/// Something that is not as the leaves and the signatures say.
///
/// @param table where it is
/// @param row which row: the values of its key
/// @param problem what is wrong with it
public record Finding(String table, String row, String problem) {}
