package dev.almanac.forecast.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// Where to call, and for what.
///
/// @param teamId whose it is to be; absent for the caller's own
/// @param events absent for all
public record WebhookRequest(
        UUID teamId,
        @NotBlank @Size(max = 2_000) String url,
        @Size(min = 1, max = 50) List<@NotNull String> events) {

    public WebhookRequest {
        events = events == null
                ? NoticeType.labels()
                : events.stream().distinct().toList();
    }
}
