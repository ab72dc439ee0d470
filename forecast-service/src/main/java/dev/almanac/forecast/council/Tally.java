package dev.almanac.forecast.council;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Counts votes. Only operators of the council count, as it is when the votes are counted. A proposal is approved by
/// `threshold` yes votes of which one at least is not the proposer's; it is rejected as soon as those who have not said
/// no are too few to approve it.
record Tally(int yes, int no, int abstain, Decision decision) {

    /// What the votes come to.
    enum Decision {
        OPEN,
        APPROVED,
        REJECTED
    }

    /// @param choice `yes`, `no` or `abstain`
    record Ballot(UUID user, String choice) {}

    /// @param operators of the council now
    static Tally of(Collection<Ballot> ballots, Set<UUID> operators, int threshold, UUID proposer) {
        int yes = 0;
        int no = 0;
        int abstain = 0;
        boolean another = false;
        for (Ballot ballot : ballots) {
            if (!operators.contains(ballot.user())) {
                continue;
            }
            switch (ballot.choice()) {
                case "yes" -> {
                    yes++;
                    another |= !ballot.user().equals(proposer);
                }
                case "no" -> no++;
                default -> abstain++;
            }
        }
        return new Tally(yes, no, abstain, decision(yes, another, no, operators.size(), threshold));
    }

    /// What the log says of it.
    Map<String, Object> facts(Council council) {
        return Map.of(
                "yes",
                yes,
                "no",
                no,
                "abstain",
                abstain,
                "operators",
                council.operators().size(),
                "threshold",
                council.threshold());
    }

    /// Who abstains may still come to a yes.
    private static Decision decision(int yes, boolean another, int no, int operators, int threshold) {
        if (yes >= threshold && another) {
            return Decision.APPROVED;
        }
        return operators - no < threshold ? Decision.REJECTED : Decision.OPEN;
    }
}
