package dev.almanac.auth.session;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a session.
public enum SessionProblem implements ProblemCode {
    SESSION_OVER(401, "This session is over, sign in again"),
    STEP_UP_REQUIRED(403, "Show once more that it is you"),
    PEOPLE_ONLY(403, "Only a person who has signed in may do this"),
    CROSS_SITE_REQUEST(403, "This call may only come from our own pages");

    private final int status;
    private final String title;

    SessionProblem(int status, String title) {
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
