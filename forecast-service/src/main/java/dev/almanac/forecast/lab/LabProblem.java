package dev.almanac.forecast.lab;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong in the lab.
enum LabProblem implements ProblemCode {
    MODEL_NAME_TAKEN(409, "There is a model of this name"),
    MODEL_NOT_USABLE(409, "This version cannot forecast anything"),
    STAGE_NOT_NEXT(409, "A version does not move there from where it is"),
    EXPERIMENT_NOT_DONE(409, "The experiment has no results yet"),
    VERSION_CHANGED(412, "The version has changed since");

    private final int status;
    private final String title;

    LabProblem(int status, String title) {
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
