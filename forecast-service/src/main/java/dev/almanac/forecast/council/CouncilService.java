package dev.almanac.forecast.council;

import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Makes councils, takes proposals and votes, and closes proposals as soon as the votes decide. Whoever changes what a
/// decision rests on holds the council's row, then the proposal's, so that two last votes come one after the other.
@ApplicationScoped
class CouncilService {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Pool database;
    private final CouncilRepository councils;
    private final ProposalRepository proposals;
    private final Outcomes outcomes;
    private final SignedVotes signatures;
    private final DecisionNotices notices;
    private final AuditOutbox audit;

    CouncilService(
            Pool database,
            CouncilRepository councils,
            ProposalRepository proposals,
            Outcomes outcomes,
            SignedVotes signatures,
            DecisionNotices notices,
            AuditOutbox audit) {
        this.database = database;
        this.councils = councils;
        this.proposals = proposals;
        this.outcomes = outcomes;
        this.signatures = signatures;
        this.notices = notices;
        this.audit = audit;
    }

    Uni<Council> create(Caller caller, CouncilRequests.NewCouncil request) {
        List<UUID> operators = request.operators() == null ? List.of() : request.operators();
        if (!operators.isEmpty()) {
            requireEnough(operators, request.threshold());
        }
        List<UUID> governs = request.governs() == null ? List.of() : request.governs();
        UUID id = Ids.next();
        Map<String, Object> data = Map.of("threshold", request.threshold(), "operators", operators.size());
        return database.withTransaction(connection -> councils.insert(connection, id, caller.userId(), request)
                .invoke(inserted -> {
                    if (!inserted) {
                        throw CouncilProblem.COUNCIL_NAME_TAKEN.because("Choose another one");
                    }
                })
                .chain(() -> councils.setOperators(connection, id, operators))
                .chain(() -> councils.addGoverned(connection, id, governs))
                .chain(() -> audit.record(connection, event(caller.userId(), id, "council.created", data)))
                .chain(() -> councils.locked(connection, id))
                .map(made -> made.orElseThrow()));
    }

    /// Votes of who is removed do not count any more, so open proposals are counted again.
    Uni<Council> setOperators(Caller caller, UUID id, List<UUID> operators) {
        return database.withTransaction(connection -> council(connection, id)
                .invoke(council -> requireEnough(operators, council.threshold()))
                .call(() -> councils.setOperators(connection, id, operators))
                .call(() -> audit.record(
                        connection,
                        event(caller.userId(), id, "council.operators-set", Map.of("operators", operators.size()))))
                .chain(() -> council(connection, id))
                .call(council -> proposals.open(connection, id).call(open -> {
                    Uni<Void> counted = Uni.createFrom().voidItem();
                    for (Proposal proposal : open) {
                        counted = counted.chain(() -> decide(connection, council, proposal));
                    }
                    return counted;
                })));
    }

    private static void requireEnough(List<UUID> operators, int threshold) {
        if (operators.stream().distinct().count() < threshold) {
            throw Mistakes.one("operators", "too-few", "must be at least %d, the threshold".formatted(threshold));
        }
    }

    Uni<Proposal> propose(Caller caller, UUID id, CouncilRequests.NewProposal request) {
        Instant now = Moments.now();
        if (!request.deadline().isAfter(now) || request.deadline().isAfter(now.plus(LONGEST))) {
            throw Mistakes.one("deadline", "out-of-range", "must lie within a year from now");
        }
        return councils.byId(id)
                .map(found -> found.orElseThrow(() -> unknown(id)))
                .chain(council -> outcomes.owner(mayPropose(caller, council), request.kind(), request.subject())
                        .invoke(owner -> requireCompetent(council, owner)))
                .map(owner -> new Proposal(
                        Ids.next(),
                        id,
                        owner,
                        request.kind(),
                        request.subject().id(),
                        request.kind() == ProposalKind.PUBLISH_FORECAST
                                ? null
                                : request.subject().version(),
                        request.reason(),
                        caller.userId(),
                        "open",
                        request.deadline().truncatedTo(ChronoUnit.MILLIS),
                        now,
                        null,
                        null))
                .chain(proposal -> database.withTransaction(connection -> proposals
                        .insert(connection, proposal)
                        .invoke(inserted -> {
                            if (!inserted) {
                                throw CouncilProblem.PROPOSAL_OPEN.because("Vote on that one");
                            }
                        })
                        .chain(() -> audit.record(connection, proposed(proposal)))
                        .replaceWith(proposal)));
    }

    /// Operators propose whatever the council decides about; others what they may change themselves.
    private static Set<UUID> mayPropose(Caller caller, Council council) {
        return council.operators().contains(caller.userId()) ? Set.copyOf(council.governs()) : caller.writable();
    }

    private static void requireCompetent(Council council, UUID owner) {
        if (!council.governs().contains(owner)) {
            throw CouncilProblem.COUNCIL_NOT_COMPETENT.because("It decides for others");
        }
    }

    /// @param authorization of the voter, for the wallets of their account
    Uni<Proposal> vote(Caller caller, String authorization, UUID id, CouncilRequests.Vote vote) {
        return proposals
                .byId(id, vote.proposalId())
                .map(found -> found.orElseThrow(() -> unknownProposal(vote.proposalId())))
                .call(proposal -> signatures.requireSound(authorization, proposal, caller.userId(), vote))
                .chain(() -> database.withTransaction(connection -> council(connection, id)
                        .invoke(council -> requireOperator(council, caller))
                        .chain(council -> proposals
                                .locked(connection, id, vote.proposalId())
                                .map(found -> found.orElseThrow(() -> unknownProposal(vote.proposalId())))
                                .invoke(CouncilService::requireOpen)
                                .call(() -> proposals.vote(connection, caller.userId(), vote))
                                .call(proposal -> audit.record(connection, voted(caller, proposal, vote)))
                                .call(proposal -> decide(connection, council, proposal)))))
                .chain(() -> proposals.byId(id, vote.proposalId()))
                .map(found -> found.orElseThrow());
    }

    /// Closes what has run out, some at a time: whatever decided it would have closed it before.
    ///
    /// @return how many
    Uni<Integer> closeOverdue(int most) {
        return database.withTransaction(connection -> proposals
                .overdue(connection, most)
                .call(overdue -> {
                    Uni<Void> closed = Uni.createFrom().voidItem();
                    for (Proposal proposal : overdue) {
                        closed = closed.chain(() -> close(connection, proposal, "expired", null));
                    }
                    return closed;
                })
                .map(List::size));
    }

    private Uni<Void> decide(SqlConnection connection, Council council, Proposal proposal) {
        return proposals.votes(connection, proposal.id()).chain(votes -> {
            List<Tally.Ballot> ballots = votes.stream()
                    .map(vote -> new Tally.Ballot(vote.userId(), vote.choice()))
                    .toList();
            Tally tally = Tally.of(ballots, Set.copyOf(council.operators()), council.threshold(), proposal.proposer());
            return switch (tally.decision()) {
                case OPEN -> Uni.createFrom().voidItem();
                case REJECTED -> close(connection, proposal, "rejected", null);
                case APPROVED ->
                    outcomes.carryOut(connection, proposal)
                            .chain(outcome -> close(connection, proposal, "approved", outcome));
            };
        });
    }

    private Uni<Void> close(SqlConnection connection, Proposal proposal, String status, String outcome) {
        Map<String, Object> data =
                new LinkedHashMap<>(Map.of("proposal", proposal.id().toString(), "status", status));
        if (outcome != null) {
            data.put("outcome", outcome.startsWith("not possible") ? "not-possible" : "done");
        }
        return proposals
                .close(connection, proposal.id(), status, outcome)
                .chain(() -> audit.record(
                        connection,
                        AuditEvent.by(
                                proposal.proposer(),
                                proposal.owner(),
                                "council.decided",
                                "council/" + proposal.council(),
                                data,
                                Map.of())))
                .chain(() -> notices.tell(connection, proposal, status, data));
    }

    private Uni<Council> council(SqlConnection connection, UUID id) {
        return councils.locked(connection, id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private static void requireOperator(Council council, Caller caller) {
        if (!council.operators().contains(caller.userId())) {
            throw unknown(council.id());
        }
    }

    private static void requireOpen(Proposal proposal) {
        if (!proposal.isOpen(Instant.now())) {
            String how = proposal.status().equals("open") ? "its deadline has passed" : "it is " + proposal.status();
            throw CouncilProblem.PROPOSAL_CLOSED.because("Nothing is left to vote on: " + how);
        }
    }

    static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No council " + id + " of yours");
    }

    static ProblemException unknownProposal(UUID id) {
        return CommonProblem.NOT_FOUND.because("No proposal " + id + " here");
    }

    private static AuditEvent proposed(Proposal proposal) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("proposal", proposal.id().toString());
        data.put("kind", proposal.kind().label());
        data.put("subject", proposal.subject().toString());
        if (proposal.version() != null) {
            data.put("version", proposal.version());
        }
        data.put("deadline", proposal.deadline().toString());
        return AuditEvent.by(
                proposal.proposer(),
                proposal.owner(),
                "council.proposed",
                "council/" + proposal.council(),
                data,
                Map.of("reason", proposal.reason()));
    }

    /// With a wallet's signature the entry proves the vote to anyone.
    private static AuditEvent voted(Caller caller, Proposal proposal, CouncilRequests.Vote vote) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("proposal", proposal.id().toString());
        data.put("choice", vote.choice().label());
        data.put("signed", vote.signature() != null);
        Map<String, String> personal = new LinkedHashMap<>();
        if (vote.signature() != null) {
            personal.put("address", vote.address());
            personal.put("signature", vote.signature());
        }
        if (vote.reason() != null) {
            personal.put("reason", vote.reason());
        }
        return AuditEvent.by(
                caller.userId(), proposal.owner(), "council.voted", "council/" + proposal.council(), data, personal);
    }

    private static AuditEvent event(UUID actor, UUID council, String type, Map<String, Object> data) {
        return AuditEvent.of(actor, type, "council/" + council, data, Map.of());
    }
}
