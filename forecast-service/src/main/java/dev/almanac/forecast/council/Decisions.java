package dev.almanac.forecast.council;

import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Closes proposals as soon as the votes decide, in the transaction of what made them decide.
@ApplicationScoped
class Decisions {

    private final ProposalRepository proposals;
    private final Outcomes outcomes;
    private final DecisionNotices notices;
    private final AuditOutbox audit;

    Decisions(ProposalRepository proposals, Outcomes outcomes, DecisionNotices notices, AuditOutbox audit) {
        this.proposals = proposals;
        this.outcomes = outcomes;
        this.notices = notices;
        this.audit = audit;
    }

    /// One after the other, since they share a connection.
    static Uni<Void> each(List<Proposal> proposals, Function<Proposal, Uni<Void>> work) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (Proposal proposal : proposals) {
            done = done.chain(() -> work.apply(proposal));
        }
        return done;
    }

    /// Counts what may still be decided: what has run out waits for its end.
    ///
    /// @param actor whose vote or change it is counted after
    Uni<Void> decide(SqlConnection connection, Council council, Proposal proposal, UUID actor) {
        if (!proposal.isOpen(Instant.now())) {
            return Uni.createFrom().voidItem();
        }
        return proposals.votes(connection, proposal.id()).chain(votes -> {
            List<Tally.Ballot> ballots = votes.stream()
                    .map(vote -> new Tally.Ballot(vote.userId(), vote.choice()))
                    .toList();
            Tally tally = Tally.of(ballots, Set.copyOf(council.operators()), council.threshold(), proposal.proposer());
            return switch (tally.decision()) {
                case OPEN -> Uni.createFrom().voidItem();
                case REJECTED -> close(connection, proposal, actor, "rejected", null, tally.facts(council));
                case APPROVED ->
                    outcomes.carryOut(connection, proposal, actor)
                            .chain(outcome ->
                                    close(connection, proposal, actor, "approved", outcome, tally.facts(council)));
            };
        });
    }

    /// Its time is over.
    Uni<Void> expire(SqlConnection connection, Proposal proposal) {
        return close(connection, proposal, proposal.proposer(), "expired", null, Map.of());
    }

    /// The council does not decide for its owner any more.
    Uni<Void> release(SqlConnection connection, Proposal proposal, UUID actor) {
        return close(connection, proposal, actor, "expired", "The council decides for its owner no more", Map.of());
    }

    private Uni<Void> close(
            SqlConnection connection,
            Proposal proposal,
            UUID actor,
            String status,
            String outcome,
            Map<String, Object> tally) {
        Map<String, Object> data = new LinkedHashMap<>(tally);
        data.put("proposal", proposal.id().toString());
        data.put("status", status);
        if (status.equals("approved")) {
            data.put("outcome", outcome.startsWith(Outcomes.NOT_POSSIBLE) ? "not-possible" : "done");
        }
        if (status.equals("expired") && outcome != null) {
            data.put("reason", "released");
        }
        return proposals
                .close(connection, proposal.id(), status, outcome)
                .chain(() -> audit.record(
                        connection,
                        AuditEvent.by(
                                actor,
                                proposal.owner(),
                                "council.decided",
                                "council/" + proposal.council(),
                                data,
                                Map.of())))
                .chain(() -> notices.tell(connection, proposal, status, outcome, data));
    }
}
