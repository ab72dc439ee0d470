package dev.almanac.audit.verify;

import io.quarkus.runtime.annotations.RegisterForReflection;

/// Something that is not as the leaves and the signatures say.
///
/// @param table where it is
/// @param row which row: the values of its key
/// @param problem what is wrong with it
@RegisterForReflection
public record Finding(String table, String row, String problem) {}
