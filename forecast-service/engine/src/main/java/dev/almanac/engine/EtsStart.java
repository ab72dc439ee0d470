package dev.almanac.engine;

import java.util.Arrays;

/// Level, trend and season before the first observation.
record EtsStart(double level, double trend, double[] seasonal) {

    static EtsStart of(double[] y, EtsModel model, int m) {
        double[] adjusted = y;
        double[] seasonal = new double[0];
        if (model.isSeasonal()) {
            boolean multiplicative = model.season() == EtsModel.Season.MULTIPLICATIVE;
            Decomposition season = Decomposition.of(y, m, multiplicative);
            adjusted = season.adjust(y);
            seasonal = season.seasonal();
        }
        int used = Math.min(adjusted.length, Math.max(10, 2 * m));
        double[] beginning = Arrays.copyOf(adjusted, used);
        double mean = Observations.mean(beginning, 0, used);
        double slope = Observations.slope(beginning);
        double centre = (used - 1) / 2.0;
        return model.hasTrend()
                ? new EtsStart(mean - slope * (centre + 1), slope, seasonal)
                : new EtsStart(Observations.mean(adjusted, 0, Math.min(used, Math.max(3, m))), 0, seasonal);
    }

    EtsState state(EtsModel model, EtsParameters parameters) {
        return new EtsState(model, parameters, level, trend, seasonal.clone(), 0);
    }
}
