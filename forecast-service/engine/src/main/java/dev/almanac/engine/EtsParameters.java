package dev.almanac.engine;

/// Smoothing parameters of an ETS model. Those of absent components are 0 (phi: 1).
record EtsParameters(double alpha, double beta, double gamma, double phi) {

    private static final double LEAST = 1e-4;
    private static final double MOST = 0.9999;

    /// The usual region: `0 < beta <= alpha < 1`, `0 < gamma <= 1 - alpha`, `0.8 <= phi <= 0.98`, reached from
    /// unbounded values by the logistic function.
    static EtsParameters of(EtsModel model, double[] free) {
        double alpha = LEAST + (MOST - LEAST) * logistic(free[0]);
        int i = 1;
        double beta = model.hasTrend() ? alpha * (LEAST + (MOST - LEAST) * logistic(free[i++])) : 0;
        double gamma = model.isSeasonal() ? (1 - alpha) * (LEAST + (MOST - LEAST) * logistic(free[i++])) : 0;
        double phi = model.isDamped() ? 0.8 + 0.18 * logistic(free[i]) : 1;
        return new EtsParameters(alpha, beta, gamma, phi);
    }

    static int count(EtsModel model) {
        return 1 + (model.hasTrend() ? 1 : 0) + (model.isSeasonal() ? 1 : 0) + (model.isDamped() ? 1 : 0);
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
