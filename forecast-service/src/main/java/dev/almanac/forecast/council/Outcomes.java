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

    static final String NOT_POSSIBLE = "not possible: ";

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

    /// As it is now.
    Uni<SubjectView> subject(Proposal proposal) {
        return switch (proposal.kind()) {
            case PROMOTE_MODEL, RETIRE_MODEL ->
                models.model(proposal.owner(), proposal.subject())
                        .chain(model -> models.version(proposal.subject(), proposal.version())
                                .map(version -> new SubjectView(model, version, null)));
            case PUBLISH_FORECAST ->
                forecasts
                        .finished(Set.of(proposal.owner()), proposal.subject())
                        .chain(job -> forecasts.shown(job.id()))
                        .map(forecast -> new SubjectView(null, null, forecast));
        };
    }

    /// Does it, in the transaction that closes the proposal.
    ///
    /// @param actor whose vote or change decided it
    /// @return what was done, or why it could not be done any more
    Uni<String> carryOut(SqlConnection connection, Proposal proposal, UUID actor) {
        Uni<String> done = switch (proposal.kind()) {
            case PROMOTE_MODEL -> models.promote(connection, move(proposal, actor));
            case RETIRE_MODEL -> models.retire(connection, move(proposal, actor));
            case PUBLISH_FORECAST ->
                publications
                        .publish(connection, proposal.owner(), proposal.subject(), actor, proposal.id())
                        .map(link -> "published at " + link.path());
        };
        return done.onFailure(ProblemException.class).recoverWithItem(e -> NOT_POSSIBLE + e.getMessage());
    }

    private static ModelStages.Move move(Proposal proposal, UUID actor) {
        return new ModelStages.Move(actor, proposal.owner(), proposal.subject(), proposal.version());
    }
}
