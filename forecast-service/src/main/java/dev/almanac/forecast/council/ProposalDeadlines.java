package dev.almanac.forecast.council;

import dev.almanac.forecast.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;

/// Closes proposals whose deadline has passed without a decision.
@ApplicationScoped
class ProposalDeadlines implements Chore {

    private static final int AT_ONCE = 100;

    private final ProposalService proposals;

    ProposalDeadlines(ProposalService proposals) {
        this.proposals = proposals;
    }

    @Override
    public String name() {
        return "council-deadlines";
    }

    @Override
    public String cron() {
        return "* * * * *";
    }

    @Override
    public int run() {
        int closed = 0;
        int some;
        do {
            some = proposals.closeOverdue(AT_ONCE).await().indefinitely();
            closed += some;
        } while (some == AT_ONCE);
        return closed;
    }
}
