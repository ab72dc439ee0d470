package dev.almanac.forecast.series;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a forecast.
public enum ForecastProblem implements ProblemCode {
    SERIES_UNUSABLE(422, "No series here can be forecast"),
    FORECAST_TIMEOUT(504, "The forecast takes longer than a direct answer may"),
    TOO_BUSY(503, "Too many forecasts are being computed"),
    MAPPING_UNCONFIRMED(409, "The dataset waits for its mapping to be confirmed"),
    TOO_MANY_SERIES(422, "More series than one answer may hold"),
    NOT_FINISHED(409, "The forecast has no results yet"),
    NOT_FAILED(409, "The job did not fail, so there is nothing to try again"),
    NOT_LOGGED_YET(409, "The seal waits for the audit log");

    private final int status;
    private final String title;

    ForecastProblem(int status, String title) {
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
