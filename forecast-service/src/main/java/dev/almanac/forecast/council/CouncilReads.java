package dev.almanac.forecast.council;

import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/// Councils and proposals as far as they concern a caller: others are as good as none.
@ApplicationScoped
class CouncilReads {

    private final CouncilRepository councils;
    private final ProposalRepository proposals;

    CouncilReads(CouncilRepository councils, ProposalRepository proposals) {
        this.councils = councils;
        this.proposals = proposals;
    }

    Uni<Council> council(Caller caller, UUID id) {
        return councils.byId(id)
                .map(found -> found.filter(council -> council.seesAll(caller) || council.concerns(caller))
                        .orElseThrow(() -> CouncilService.unknown(id)));
    }

    Uni<Proposal> proposal(Caller caller, Council council, UUID id) {
        return proposals
                .byId(council.id(), id)
                .map(found -> found.filter(proposal -> council.seesAll(caller) || mayRead(caller, proposal))
                        .orElseThrow(() -> ProposalService.unknown(id)));
    }

    /// One whose subject the caller may look at: those who vote may as long as they can, its owner always.
    Uni<Proposal> readable(Caller caller, UUID council, UUID id) {
        return council(caller, council)
                .chain(found -> proposal(caller, found, id).invoke(proposal -> {
                    boolean votes = found.operators().contains(caller.userId()) && proposal.isOpen(Instant.now());
                    if (!votes && !mayRead(caller, proposal)) {
                        throw ProposalService.subjectHidden(id);
                    }
                }));
    }

    private static boolean mayRead(Caller caller, Proposal proposal) {
        return caller.readable().contains(proposal.owner());
    }
}
