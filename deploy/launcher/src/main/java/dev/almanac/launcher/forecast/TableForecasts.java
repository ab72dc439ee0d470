package dev.almanac.launcher.forecast;

import dev.almanac.engine.Accuracy;
import dev.almanac.engine.Backtest;
import dev.almanac.engine.Forecast;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The forecasts of the first series in words and columns, then what there is in all: how many, by which methods, and
/// how they did in the backtest.
final class TableForecasts implements ForecastWriter {

    private static final int MOST_SERIES = 3;
    private static final int MOST_FAILURES = 20;

    private final PrintStream out;
    private final boolean leaderboard;
    private final Map<String, Mean> scores = new LinkedHashMap<>();
    private int series;
    private int failed;

    /// @param leaderboard whether to print what each method achieved
    TableForecasts(PrintStream out, boolean leaderboard) {
        this.out = out;
        this.leaderboard = leaderboard;
    }

    @Override
    public void write(FileForecasts.Outcome outcome) {
        series++;
        if (outcome.error() != null) {
            failed++;
            if (failed <= MOST_FAILURES) {
                out.printf("%s: %s%n", outcome.series().id(), outcome.error());
            }
            return;
        }
        for (Backtest.Score score : outcome.result().scores()) {
            if (score.error() == null) {
                scores.computeIfAbsent(score.model(), name -> new Mean()).add(score.accuracy());
            }
        }
        if (series - failed <= MOST_SERIES) {
            print(outcome);
        } else if (series - failed == MOST_SERIES + 1) {
            out.println("...");
        }
    }

    private void print(FileForecasts.Outcome outcome) {
        Forecast forecast = outcome.result().forecast();
        out.printf(
                "%n%s: %s%n", outcome.series().id(), outcome.result().fitted().description());
        out.printf("%-22s%14s", "time", "mean");
        for (double level : forecast.levels()) {
            out.printf("%14s%14s", "lo " + Forecast.levelName(level), "hi " + Forecast.levelName(level));
        }
        out.println();
        List<Instant> times = outcome.series().timesAhead(forecast.horizon());
        for (int h = 0; h < forecast.horizon(); h++) {
            out.printf("%-22s%14s", Numbers.shown(times.get(h)), Numbers.shown(forecast.mean()[h]));
            for (int i = 0; i < forecast.levels().length; i++) {
                out.printf("%14s%14s", Numbers.shown(forecast.lower()[i][h]), Numbers.shown(forecast.upper()[i][h]));
            }
            out.println();
        }
    }

    @Override
    public void end() {
        if (failed > MOST_FAILURES) {
            out.printf("... and %,d more that could not be forecast%n", failed - MOST_FAILURES);
        }
        out.printf("%n%,d series forecast, %,d not.%n", series - failed, failed);
        if (leaderboard && !scores.isEmpty()) {
            out.printf("%n%-44s%8s%10s%10s%10s%10s%n", "backtest", "series", "MASE", "sMAPE %", "MSIS", "cover 95");
            scores.entrySet().stream()
                    .sorted((a, b) ->
                            Double.compare(a.getValue().mase(), b.getValue().mase()))
                    .forEach(entry -> entry.getValue().print(out, entry.getKey()));
        }
    }

    @Override
    public void close() {}

    private static final class Mean {
        private int count;
        private double mase;
        private double smape;
        private double msis;
        private double coverage;

        void add(Accuracy accuracy) {
            count++;
            mase += accuracy.mase();
            smape += accuracy.smape();
            msis += accuracy.msis();
            coverage += accuracy.coverage();
        }

        double mase() {
            return mase / count;
        }

        void print(PrintStream out, String model) {
            out.printf(
                    "%-44s%8d%10.3f%10.2f%10.2f%9.1f%%%n",
                    model.length() > 43 ? model.substring(0, 42) + "…" : model,
                    count,
                    mase / count,
                    smape / count,
                    msis / count,
                    100 * coverage / count);
        }
    }
}
