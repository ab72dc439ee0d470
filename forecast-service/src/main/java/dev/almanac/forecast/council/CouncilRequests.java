package dev.almanac.forecast.council;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What the calls of councils take.
final class CouncilRequests {

    private CouncilRequests() {}

    /// @param governs users or teams; absent for none yet
    public record NewCouncil(
            @NotBlank @Size(max = 200) String name,
            @NotNull @Min(1) Integer threshold,
            @Size(max = 1_000) List<@NotNull UUID> operators,
            @Size(max = 1_000) List<@NotNull UUID> governs) {}

    /// All of them: who is not named is none any more.
    public record Operators(@NotEmpty @Size(max = 1_000) List<@NotNull UUID> operators) {}

    /// All of them: for who is not named it decides no more. None at all is allowed.
    public record Governed(@NotNull @Size(max = 1_000) List<@NotNull UUID> governs) {}

    /// @param subject of the proposal
    /// @param deadline until when one may vote
    public record NewProposal(
            @NotNull ProposalKind kind,
            @NotNull Subject subject,
            @NotBlank @Size(max = 10_000) String reason,
            @NotNull Instant deadline) {}

    /// @param id of a model or a forecast
    /// @param version of the model; absent for a forecast
    public record Subject(@NotNull UUID id, Integer version) {}

    /// @param address of a wallet of the voter's; absent with the signature
    /// @param signature over the proposal's text for this choice
    public record Vote(
            @NotNull UUID proposalId,
            @NotNull Choice choice,
            @Size(max = 10_000) String reason,
            @Size(max = 100) String address,
            @Size(max = 100_000) String signature) {}

    /// The three answers.
    public enum Choice {
        @JsonProperty("yes")
        YES,
        @JsonProperty("no")
        NO,
        @JsonProperty("abstain")
        ABSTAIN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
