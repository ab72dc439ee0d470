package dev.almanac.engine;

/// Level, trend and season of an ETS model while it runs over a series. Mutable, because it is the inner loop.
final class EtsState {

    private final EtsModel model;
    private final EtsParameters parameters;
    private final double[] seasonal;
    private double level;
    private double trend;
    private int next;

    EtsState(EtsModel model, EtsParameters parameters, double level, double trend, double[] seasonal, int next) {
        this.model = model;
        this.parameters = parameters;
        this.level = level;
        this.trend = trend;
        this.seasonal = seasonal;
        this.next = next;
    }

    int seasonLength() {
        return seasonal.length;
    }

    EtsState copy() {
        return new EtsState(model, parameters, level, trend, seasonal.clone(), next);
    }

    double expected() {
        return model.combine(base(), season());
    }

    /// Takes in an observation `y` whose one-step expectation was `expected`.
    void update(double y, double expected) {
        double error = y - expected;
        double base = base();
        double season = season();
        boolean multiplicative = model.season() == EtsModel.Season.MULTIPLICATIVE;
        double levelError = multiplicative ? error / season : error;
        level = base + parameters.alpha() * levelError;
        if (model.hasTrend()) {
            trend = parameters.phi() * trend + parameters.beta() * levelError;
        }
        if (model.isSeasonal()) {
            seasonal[next] = season + parameters.gamma() * (multiplicative ? error / base : error);
            next = next + 1 == seasonal.length ? 0 : next + 1;
        }
    }

    private double base() {
        return model.hasTrend() ? level + parameters.phi() * trend : level;
    }

    private double season() {
        return model.isSeasonal() ? seasonal[next] : 0;
    }
}
