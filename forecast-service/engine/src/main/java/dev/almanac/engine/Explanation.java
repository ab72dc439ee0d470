package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Why a forecast is what it is: parts that add up to its expected values, for any method.
///
/// `level` is where the series stands, `season` what the centred moving average over a season leaves of the path into
/// the future, `regressors` what they add, `trend` the rest: the way from the level.
final class Explanation {

    private Explanation() {}

    /// @param forecast the expected values to explain, shape `[horizon]`
    /// @return shape `[horizon]` each; only parts that there are
    static Map<String, double[]> of(double[] y, FittedModel fitted, int seasonLength, double[] forecast) {
        int horizon = forecast.length;
        double[] regressors = WithRegressors.effect(fitted, horizon);
        double[] rest = forecast.clone();
        for (int h = 0; h < regressors.length; h++) {
            rest[h] -= regressors[h];
        }
        double[] season = season(y, rest, seasonLength);
        double level = level(y, seasonLength, season.length > 0);
        double[] levels = new double[horizon];
        Arrays.fill(levels, level);
        double[] trend = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            trend[h] = rest[h] - level - (season.length > 0 ? season[h] : 0);
        }
        Map<String, double[]> parts = new LinkedHashMap<>();
        parts.put("level", levels);
        parts.put("trend", trend);
        if (season.length > 0) {
            parts.put("season", season);
        }
        if (regressors.length > 0) {
            parts.put("regressors", regressors);
        }
        return parts;
    }

    /// The last full season's mean where there is one, else the last observation.
    private static double level(double[] y, int m, boolean seasonal) {
        return seasonal ? Observations.mean(y, y.length - m, y.length) : y[y.length - 1];
    }

    /// The path into the future is continued by its own last season, moved as that season moved from the one before, so
    /// that the moving average has what it needs at its end.
    private static double[] season(double[] y, double[] ahead, int m) {
        if (m < 2 || y.length < 2 * m) {
            return new double[0];
        }
        int past = 2 * m;
        int end = past + ahead.length;
        double[] path = new double[end + m];
        System.arraycopy(y, y.length - past, path, 0, past);
        System.arraycopy(ahead, 0, path, past, ahead.length);
        double change = Observations.mean(path, end - m, end) - Observations.mean(path, end - 2 * m, end - m);
        for (int t = end; t < path.length; t++) {
            path[t] = path[t - m] + change;
        }
        double[] trend = Decomposition.centredMovingAverage(path, m);
        double[] season = new double[ahead.length];
        for (int h = 0; h < season.length; h++) {
            season[h] = ahead[h] - trend[past + h];
        }
        return season;
    }
}
