package dev.almanac.auth.notice;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Something that happened, as another service tells it.
///
/// @param id the same when it is told again
/// @param kind label of a [NoticeKind]
/// @param people who are told
/// @param team whose owners and administrators are told too; absent for none
/// @param what one sentence
/// @param path of the console's page about it
public record Told(
        @NotNull UUID id,
        @NotNull String kind,
        @NotNull @Size(max = 2_000) Set<@NotNull UUID> people,
        UUID team,
        @NotNull @Size(min = 1, max = 1_000) String what,

        @NotNull @Size(max = 200) @Pattern(regexp = "/[a-z0-9/-]*")
        String path,

        @NotNull Instant happenedAt) {}
