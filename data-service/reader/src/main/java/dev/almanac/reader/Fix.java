package dev.almanac.reader;

/// A choice that a finding offers.
///
/// @param id such as `duplicates:mean`, `gaps:zero` or `timezone:Europe/Berlin`
/// @param label what it does, in words
public record Fix(String id, String label) {}
