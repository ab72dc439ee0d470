package dev.almanac.auth.notice;

import jakarta.validation.constraints.NotNull;
import java.util.Map;

/// What somebody wants mailed.
///
/// @param mail by the kind's label, such as `job.failed`; a kind that is left out of a change stays as it is
public record NoticeChoices(@NotNull Map<@NotNull String, @NotNull Boolean> mail) {}
