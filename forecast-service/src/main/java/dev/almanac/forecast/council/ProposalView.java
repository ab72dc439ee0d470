package dev.almanac.forecast.council;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A proposal as the API shows it.
///
/// @param ownerId whose model or forecast it is about
/// @param outcome what was done, or why it could not be, once it was approved
/// @param texts what the reader's wallet would sign, by choice; absent once it is closed
public record ProposalView(
        UUID id,
        UUID councilId,
        UUID ownerId,
        ProposalKind kind,
        CouncilRequests.Subject subject,
        String reason,
        UUID proposedBy,
        String status,
        Count count,
        List<VoteView> votes,
        Instant deadline,
        Instant createdAt,
        Instant closedAt,
        String outcome,
        Map<String, String> texts) {

    /// @param threshold how many yes votes decide
    public record Count(int yes, int no, int abstain, int operators, int threshold) {}

    /// @param address of the wallet that signed it; absent without a signature
    public record VoteView(
            UUID userId, String choice, String reason, String address, String signature, Instant votedAt) {}

    static ProposalView of(Proposal proposal, Council council, List<VoteView> votes, UUID reader) {
        Tally tally = Tally.of(
                votes.stream()
                        .map(vote -> new Tally.Ballot(vote.userId(), vote.choice()))
                        .toList(),
                Set.copyOf(council.operators()),
                council.threshold(),
                proposal.proposer());
        return new ProposalView(
                proposal.id(),
                proposal.council(),
                proposal.owner(),
                proposal.kind(),
                new CouncilRequests.Subject(proposal.subject(), proposal.version()),
                proposal.reason(),
                proposal.proposer(),
                proposal.status(),
                new Count(
                        tally.yes(),
                        tally.no(),
                        tally.abstain(),
                        council.operators().size(),
                        council.threshold()),
                votes,
                proposal.deadline(),
                proposal.createdAt(),
                proposal.closedAt(),
                proposal.outcome(),
                proposal.isOpen(Instant.now()) ? texts(proposal, reader) : null);
    }

    private static Map<String, String> texts(Proposal proposal, UUID reader) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (CouncilRequests.Choice choice : CouncilRequests.Choice.values()) {
            texts.put(choice.label(), proposal.text(choice.label(), reader));
        }
        return texts;
    }
}
