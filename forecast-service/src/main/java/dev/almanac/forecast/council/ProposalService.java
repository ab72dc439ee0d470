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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Takes proposals and votes. Whoever changes what a decision rests on holds the council's row, then the proposal's, so
/// that two last votes come one after the other.
@ApplicationScoped
class ProposalService {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Pool database;
    private final CouncilReads reads;
    private final CouncilRepository councils;
    private final ProposalRepository proposals;
    private final Outcomes outcomes;
    private final SignedVotes signatures;
    private final Decisions decisions;
    private final AuditOutbox audit;

    ProposalService(
            Pool database,
            CouncilReads reads,
            CouncilRepository councils,
            ProposalRepository proposals,
            Outcomes outcomes,
            SignedVotes signatures,
            Decisions decisions,
            AuditOutbox audit) {
        this.database = database;
        this.reads = reads;
        this.councils = councils;
        this.proposals = proposals;
        this.outcomes = outcomes;
        this.signatures = signatures;
        this.decisions = decisions;
        this.audit = audit;
    }

    Uni<Proposal> propose(Caller caller, UUID id, CouncilRequests.NewProposal request) {
        Instant now = Moments.now();
        if (!request.deadline().isAfter(now) || request.deadline().isAfter(now.plus(LONGEST))) {
            throw Mistakes.one("deadline", "out-of-range", "must lie within a year from now");
        }
        return reads.council(caller, id)
                .chain(council -> outcomes.owner(mayPropose(caller, council), request.kind(), request.subject()))
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
                .chain(proposal -> database.withTransaction(connection -> councils.locked(connection, id)
                        .map(found -> found.orElseThrow(() -> CouncilService.unknown(id)))
                        .invoke(council -> requireCompetent(council, proposal.owner()))
                        .chain(() -> proposals.insert(connection, proposal))
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
        UUID proposal = vote.proposalId();
        return councils.byId(id)
                .map(found -> found.orElseThrow(() -> CouncilService.unknown(id)))
                .invoke(council -> requireOperator(council, caller))
                .chain(() -> proposals.byId(id, proposal))
                .map(found -> found.orElseThrow(() -> unknown(proposal)))
                .chain(found -> signatures.requireSound(authorization, found, caller.userId(), vote))
                .chain(() -> database.withTransaction(connection -> councils.locked(connection, id)
                        .map(found -> found.orElseThrow(() -> CouncilService.unknown(id)))
                        .invoke(council -> requireOperator(council, caller))
                        .chain(council -> proposals
                                .locked(connection, id, proposal)
                                .map(found -> found.orElseThrow(() -> unknown(proposal)))
                                .invoke(ProposalService::requireOpen)
                                .call(() -> proposals.vote(connection, caller.userId(), vote))
                                .call(found -> audit.record(connection, voted(caller, found, vote)))
                                .call(found -> decisions.decide(connection, council, found, caller.userId())))))
                .chain(() -> proposals.byId(id, proposal))
                .map(found -> found.orElseThrow());
    }

    /// Closes what has run out, some at a time: whatever decided it would have closed it before.
    ///
    /// @return how many
    Uni<Integer> closeOverdue(int most) {
        return database.withTransaction(connection -> proposals
                .overdue(connection, most)
                .call(overdue -> Decisions.each(overdue, proposal -> decisions.expire(connection, proposal)))
                .map(List::size));
    }

    private static void requireOperator(Council council, Caller caller) {
        if (!council.operators().contains(caller.userId())) {
            throw CouncilService.unknown(council.id());
        }
    }

    private static void requireOpen(Proposal proposal) {
        if (!proposal.isOpen(Instant.now())) {
            String how = proposal.status().equals("open") ? "its deadline has passed" : "it is " + proposal.status();
            throw CouncilProblem.PROPOSAL_CLOSED.because("Nothing is left to vote on: " + how);
        }
    }

    static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No proposal " + id + " here");
    }

    static ProblemException subjectHidden(UUID id) {
        return CommonProblem.NOT_FOUND.because(
                "What proposal " + id + " is about is shown to those who vote, as long as it is open");
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
}
