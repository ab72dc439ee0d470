package dev.almanac.forecast.council;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Proposals and the votes on them.
@ApplicationScoped
class ProposalRepository {

    private final Pool database;

    ProposalRepository(Pool database) {
        this.database = database;
    }

    /// @return false when an open one proposes the same
    Uni<Boolean> insert(SqlConnection connection, Proposal proposal) {
        return connection
                .preparedQuery("""
                        INSERT INTO council_proposal (id, council_id, owner_id, kind, subject_id, version, reason,
                            proposed_by, status, deadline, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10) ON CONFLICT DO NOTHING""")
                .execute(Tuple.tuple()
                        .addUUID(proposal.id())
                        .addUUID(proposal.council())
                        .addUUID(proposal.owner())
                        .addString(proposal.kind().label())
                        .addUUID(proposal.subject())
                        .addInteger(proposal.version())
                        .addString(proposal.reason())
                        .addUUID(proposal.proposer())
                        .addOffsetDateTime(proposal.deadline().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(proposal.createdAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /// One that nobody else votes on until the transaction ends.
    Uni<Optional<Proposal>> locked(SqlConnection connection, UUID council, UUID id) {
        return connection
                .preparedQuery("SELECT * FROM council_proposal WHERE council_id = $1 AND id = $2 FOR UPDATE")
                .execute(Tuple.of(council, id))
                .map(rows -> rows.stream().map(Proposal::of).findFirst());
    }

    Uni<Optional<Proposal>> byId(UUID council, UUID id) {
        return database.preparedQuery("SELECT * FROM council_proposal WHERE council_id = $1 AND id = $2")
                .execute(Tuple.of(council, id))
                .map(rows -> rows.stream().map(Proposal::of).findFirst());
    }

    /// @param owners whose things they are about; null for everybody's
    Uni<List<Proposal>> newest(UUID council, Set<UUID> owners, UUID before, int limit) {
        return database.preparedQuery("""
                        SELECT * FROM council_proposal
                        WHERE council_id = $1 AND ($2::uuid[] IS NULL OR owner_id = ANY($2)) AND id < $3
                        ORDER BY id DESC LIMIT $4""")
                .execute(Tuple.of(council, owners == null ? null : owners.toArray(UUID[]::new), before, limit))
                .map(rows -> rows.stream().map(Proposal::of).toList());
    }

    /// Open ones of a council, to be counted again.
    Uni<List<Proposal>> open(SqlConnection connection, UUID council) {
        return connection
                .preparedQuery("""
                        SELECT * FROM council_proposal WHERE council_id = $1 AND status = 'open' ORDER BY id FOR UPDATE""")
                .execute(Tuple.of(council))
                .map(rows -> rows.stream().map(Proposal::of).toList());
    }

    /// Open ones whose time is over.
    Uni<List<Proposal>> overdue(SqlConnection connection, int most) {
        return connection
                .preparedQuery("""
                        SELECT * FROM council_proposal WHERE status = 'open' AND deadline <= now()
                        LIMIT $1 FOR UPDATE SKIP LOCKED""")
                .execute(Tuple.of(most))
                .map(rows -> rows.stream().map(Proposal::of).toList());
    }

    Uni<Void> close(SqlConnection connection, UUID id, String status, String outcome) {
        return connection
                .preparedQuery("""
                        UPDATE council_proposal SET status = $2, outcome = $3, closed_at = now() WHERE id = $1""")
                .execute(Tuple.of(id, status, outcome))
                .replaceWithVoid();
    }

    /// One vote of an operator: the last one counts.
    Uni<Void> vote(SqlConnection connection, UUID user, CouncilRequests.Vote vote) {
        return connection
                .preparedQuery("""
                        INSERT INTO council_vote (proposal_id, user_id, choice, reason, address, signature, voted_at)
                        VALUES ($1, $2, $3, $4, $5, $6, now())
                        ON CONFLICT (proposal_id, user_id) DO UPDATE SET choice = excluded.choice,
                            reason = excluded.reason, address = excluded.address, signature = excluded.signature,
                            voted_at = excluded.voted_at""")
                .execute(Tuple.tuple()
                        .addUUID(vote.proposalId())
                        .addUUID(user)
                        .addString(vote.choice().label())
                        .addString(vote.reason())
                        .addString(vote.address())
                        .addString(vote.signature()))
                .replaceWithVoid();
    }

    Uni<List<ProposalView.VoteView>> votes(UUID proposal) {
        return votes(database, proposal);
    }

    Uni<List<ProposalView.VoteView>> votes(SqlClient client, UUID proposal) {
        return client.preparedQuery("SELECT * FROM council_vote WHERE proposal_id = $1 ORDER BY voted_at, user_id")
                .execute(Tuple.of(proposal))
                .map(rows -> rows.stream()
                        .map(row -> new ProposalView.VoteView(
                                row.getUUID("user_id"),
                                row.getString("choice"),
                                row.getString("reason"),
                                row.getString("address"),
                                row.getString("signature"),
                                row.getOffsetDateTime("voted_at").toInstant()))
                        .toList());
    }
}
