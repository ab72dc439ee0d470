package dev.almanac.engine;

/// How good forecasts were, over one or several horizons.
///
/// Scale: `q` is the mean absolute seasonal difference of the training part (1 where it never changes), so scaled
/// measures compare across series. Sources: Hyndman and Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001; Gneiting
/// and Raftery (2007), doi:10.1198/016214506000001437; Makridakis et al. (2020), doi:10.1016/j.ijforecast.2019.04.014.
///
/// @param mae mean absolute error, unit of the series
/// @param rmse root mean squared error, unit of the series
/// @param mase `mae / q`; below 1 beats the seasonal naive step inside the training part
/// @param rmsse root of the mean squared error by the mean squared seasonal difference
/// @param smape percent, 0 to 200
/// @param bias mean error by `q`; above 0 where forecasts were too low
/// @param msis mean scaled interval score of the 95 % interval
/// @param coverage share of values inside the 95 % interval
/// @param crps mean of the quantile losses at 10, 20, ... 90 %, twice each, by `q`
/// @param spread mean squared error in units of what the 95 % interval promises; 1 where it is right
public record Accuracy(
        double mae,
        double rmse,
        double mase,
        double rmsse,
        double smape,
        double bias,
        double msis,
        double coverage,
        double crps,
        double spread) {

    /// Central intervals that hold the quantiles of `crps`, and the 95 % one last.
    static final double[] LEVELS = {20, 40, 60, 80, 95};

    private static final int OUTER = LEVELS.length - 1;
    private static final double Z = 1.959963984540054;

    /// Sums over forecasts from one training part.
    static final class Sums {
        private final double scale;
        private final double squareScale;
        private int count;
        private double absolute;
        private double signed;
        private double squares;
        private double symmetric;
        private double intervals;
        private int covered;
        private double losses;
        private double spread;

        /// @param n length of the training part of `y`
        Sums(double[] y, int n, int seasonLength) {
            int lag = n > seasonLength ? seasonLength : 1;
            double sum = 0;
            double sumOfSquares = 0;
            for (int t = lag; t < n; t++) {
                double difference = y[t] - y[t - lag];
                sum += Math.abs(difference);
                sumOfSquares += difference * difference;
            }
            scale = sum == 0 ? 1 : sum / (n - lag);
            squareScale = sumOfSquares == 0 ? 1 : Math.sqrt(sumOfSquares / (n - lag));
        }

        /// @param forecast with the intervals of [#LEVELS]
        /// @param first place of the first actual value in `y`
        void add(double[] y, int first, Forecast forecast) {
            for (int h = 0; h < forecast.horizon(); h++) {
                add(y[first + h], forecast, h);
            }
        }

        private void add(double actual, Forecast forecast, int h) {
            double expected = forecast.mean()[h];
            double error = actual - expected;
            double size = Math.abs(actual) + Math.abs(expected);
            count++;
            absolute += Math.abs(error);
            signed += error;
            squares += error * error;
            symmetric += size == 0 ? 0 : 200 * Math.abs(error) / size;
            double low = forecast.lower()[OUTER][h];
            double high = forecast.upper()[OUTER][h];
            intervals += high - low + 40 * (Math.max(low - actual, 0) + Math.max(actual - high, 0));
            covered += actual >= low && actual <= high ? 1 : 0;
            double promised = Math.max((error > 0 ? high - expected : expected - low) / Z, 1e-12 * scale);
            spread += error / promised * (error / promised);
            losses += quantileLosses(actual, forecast, h);
        }

        private static double quantileLosses(double actual, Forecast forecast, int h) {
            double sum = Math.abs(actual - forecast.mean()[h]);
            for (int i = 0; i < OUTER; i++) {
                double tail = 0.5 - LEVELS[i] / 200;
                sum += 2 * loss(actual, forecast.lower()[i][h], tail);
                sum += 2 * loss(actual, forecast.upper()[i][h], 1 - tail);
            }
            return sum / (2 * OUTER + 1);
        }

        private static double loss(double actual, double quantile, double p) {
            return actual >= quantile ? p * (actual - quantile) : (1 - p) * (quantile - actual);
        }

        Accuracy mean() {
            double rmse = Math.sqrt(squares / count);
            return new Accuracy(
                    absolute / count,
                    rmse,
                    absolute / count / scale,
                    rmse / squareScale,
                    symmetric / count,
                    signed / count / scale,
                    intervals / count / scale,
                    (double) covered / count,
                    losses / count / scale,
                    spread / count);
        }
    }
}
