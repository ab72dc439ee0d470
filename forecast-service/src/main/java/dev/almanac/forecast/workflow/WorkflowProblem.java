package dev.almanac.forecast.workflow;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a workflow.
enum WorkflowProblem implements ProblemCode {
    WORKFLOW_RUNNING(409, "The workflow runs already"),
    PRECONDITION_FAILED(412, "The workflow has changed since"),
    TOO_MANY_WORKFLOWS(409, "There are as many workflows as one owner may have");

    private final int status;
    private final String title;

    WorkflowProblem(int status, String title) {
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
