package dev.almanac.auth.team;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a team.
public enum TeamProblem implements ProblemCode {
    NEEDS_AN_OWNER(409, "A team needs an owner"),
    TOO_MANY_TEAMS(409, "Nobody can be in that many teams"),
    ALREADY_A_MEMBER(409, "This person is in the team already"),
    INVITE_NOT_VALID(404, "This invitation is not valid any more"),
    INVITE_FOR_ANOTHER(403, "This invitation is for another address");

    private final int status;
    private final String title;

    TeamProblem(int status, String title) {
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
