package dev.almanac.forecast.council;

import dev.almanac.forecast.job.ForecastReads;
import dev.almanac.forecast.lab.ModelStages;
import dev.almanac.forecast.publish.Publications;
import dev.almanac.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/// Knows the subjects of proposals, and carries out what was decided.
@ApplicationScoped
class Outcomes {

    private final ModelStages models;
    private final ForecastReads forecasts;
    private final Publications publications;

    Outcomes(ModelStages models, ForecastReads forecasts, Publications publications) {
        this.models = models;
        this.forecasts = forecasts;
        this.publications = publications;
    }

    /// Whose the subject is; a problem when these owners have none of this kind, or it cannot come to pass.
    Uni<UUID> owner(Set<UUID> owners, ProposalKind kind, CouncilRequests.Subject subject) {
        return switch (kind) {
            case PROMOTE_MODEL -> models.owner(owners, subject.id(), subject.version(), true);
            case RETIRE_MODEL -> models.owner(owners, subject.id(), subject.version(), false);
            case PUBLISH_FORECAST -> forecasts.finished(owners, subject.id()).map(job -> job.owner());
        };
    }

    /// Does it, in the transaction that closes the proposal.
    ///
    /// @return what was done, or why it could not be done any more
    Uni<String> carryOut(SqlConnection connection, Proposal proposal) {
        Uni<String> done = switch (proposal.kind()) {
            case PROMOTE_MODEL -> models.promote(connection, proposal.subject(), proposal.version());
            case RETIRE_MODEL -> models.retire(connection, proposal.subject(), proposal.version());
            case PUBLISH_FORECAST ->
                publications
                        .publish(connection, proposal.subject(), proposal.proposer(), proposal.id())
                        .map(link -> "published at " + link.path());
        };
        return done.onFailure(ProblemException.class).recoverWithItem(e -> "not possible: " + e.getMessage());
    }
}
