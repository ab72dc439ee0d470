package dev.almanac.engine;

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
        double centre = (used - 1) / 2.0;
        double mean = Observations.mean(adjusted, 0, used);
        double products = 0;
        double squares = 0;
        for (int t = 0; t < used; t++) {
            products += (t - centre) * (adjusted[t] - mean);
            squares += (t - centre) * (t - centre);
        }
        double slope = products / squares;
        return model.hasTrend()
                ? new EtsStart(mean - slope * (centre + 1), slope, seasonal)
                : new EtsStart(Observations.mean(adjusted, 0, Math.min(used, Math.max(3, m))), 0, seasonal);
    }

    EtsState state(EtsModel model, EtsParameters parameters) {
        return new EtsState(model, parameters, level, trend, seasonal.clone(), 0);
    }
}
