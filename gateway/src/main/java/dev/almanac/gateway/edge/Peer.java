package dev.almanac.gateway.edge;

/// Who is at the other end.
///
/// @param address a literal
/// @param secure whether they speak TLS
public record Peer(String address, boolean secure) {}
