package dev.almanac.forecast.council;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// A row of the table `council_proposal`.
///
/// @param owner whose model or forecast it is about
/// @param subject a model or a forecast
/// @param version of the model; null for a forecast
/// @param status `open`, `approved`, `rejected` or `expired`
record Proposal(
        UUID id,
        UUID council,
        UUID owner,
        ProposalKind kind,
        UUID subject,
        Integer version,
        String reason,
        UUID proposer,
        String status,
        Instant deadline,
        Instant createdAt,
        Instant closedAt,
        String outcome) {

    static Proposal of(Row row) {
        OffsetDateTime closed = row.getOffsetDateTime("closed_at");
        return new Proposal(
                row.getUUID("id"),
                row.getUUID("council_id"),
                row.getUUID("owner_id"),
                ProposalKind.named(row.getString("kind")),
                row.getUUID("subject_id"),
                row.getInteger("version"),
                row.getString("reason"),
                row.getUUID("proposed_by"),
                row.getString("status"),
                row.getOffsetDateTime("deadline").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                row.getString("outcome"));
    }

    boolean isOpen(Instant now) {
        return status.equals("open") && now.isBefore(deadline);
    }

    /// What a wallet signs: all that the vote is about, and nothing that could be another vote.
    String text(String choice, UUID voter) {
        return """
                Almanac council vote
                Council: %s
                Proposal: %s
                Kind: %s
                Subject: %s
                Deadline: %s
                Voter: %s
                Choice: %s""".formatted(
                        council,
                        id,
                        kind.label(),
                        version == null ? subject.toString() : subject + "/" + version,
                        deadline,
                        voter,
                        choice);
    }
}
