package dev.almanac.forecast.council;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with councils.
enum CouncilProblem implements ProblemCode {
    COUNCIL_NAME_TAKEN(409, "There is a council of this name"),
    COUNCIL_DECIDES(409, "A council decides about this"),
    COUNCIL_NOT_COMPETENT(409, "This council does not decide about that"),
    PROPOSAL_CLOSED(409, "The proposal is closed"),
    PROPOSAL_OPEN(409, "There is an open proposal of the same"),
    VOTE_SIGNATURE_NOT_VALID(422, "The wallet's signature does not hold for this vote"),
    WALLET_NOT_LINKED(422, "The wallet is not linked to your account");

    private final int status;
    private final String title;

    CouncilProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
