package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// Work that is to come again.
///
/// @param teamId whose it is to be; absent for the caller's own
/// @param cron minute, hour, day of month, month, day of week
/// @param timezone such as `Europe/Berlin`; absent for UTC
/// @param request as `POST /forecasts` or `POST /backtests` takes it, without a version
/// @param retries of a run that failed; absent for 2
/// @param paused whether it waits until somebody sets it going
public record WorkflowRequest(
        UUID teamId,
        @NotBlank @Size(max = 200) String name,
        @NotNull WorkflowType type,
        @NotBlank @Size(max = 200) String cron,
        @Size(max = 100) String timezone,
        @NotNull JsonNode request,
        @Min(0) @Max(10) Integer retries,
        Boolean paused) {

    private static final int USUAL_RETRIES = 2;

    public WorkflowRequest {
        timezone = timezone == null ? "UTC" : timezone;
        retries = retries == null ? USUAL_RETRIES : retries;
        paused = Boolean.TRUE.equals(paused);
    }
}
