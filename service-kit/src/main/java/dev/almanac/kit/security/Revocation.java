package dev.almanac.kit.security;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Something whose access tokens are not valid any more, although they have not expired.
///
/// @param kind `session`, `key` (an API key) or `user`
/// @param id of the session, key or user
/// @param generation for a user: tokens of an older generation have ended; null else
/// @param until when the last token in question expires and this can be forgotten
public record Revocation(String kind, UUID id, Long generation, Instant until) {

    /// @param last number of the newest item, to ask on from
    public record Batch(long last, List<Revocation> items) {}
}
