package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {

    @Test
    void plantedOutliersAreFoundWhereTheyAreAndTheirNeighboursAreNotBlamed() {
        double[] y = series(1, 120);
        List<Integer> planted = List.of(3, 50, 51, 90);
        planted.forEach(t -> y[t] += 60);
        List<Integer> found = AnomalyDetector.find(y, 12, 99.99).anomalies().stream()
                .map(AnomalyDetector.Anomaly::index)
                .toList();
        assertTrue(found.containsAll(planted), found.toString());
        assertTrue(found.size() <= planted.size() + 1, found.toString());
    }

    @Test
    void aLevelShiftIsNamedOnceAndThenTheNewLevelIsExpected() {
        double[] y = series(2, 120);
        for (int t = 70; t < y.length; t++) {
            y[t] += 60;
        }
        List<AnomalyDetector.Anomaly> found = AnomalyDetector.find(y, 12, 99.99).anomalies();
        assertEquals(70, found.getFirst().index());
        assertTrue(found.getFirst().levelShift());
        assertTrue(found.stream().filter(anomaly -> anomaly.index() > 70).count() <= 1, found.toString());
    }

    @Test
    void ordinaryNoiseRarelyRaisesAnAlarm() {
        int alarms = IntStream.range(10, 40)
                .map(seed -> AnomalyDetector.find(series(seed, 120), 12, 99)
                        .anomalies()
                        .size())
                .sum();
        double rate = alarms / (30.0 * 120);
        assertTrue(rate > 0.002 && rate < 0.035, "rate " + rate); // 1 % promised
    }

    @Test
    void placesAreThoseOfTheSeriesAsGivenAndMissingValuesAreNoAnomalies() {
        double[] y = series(4, 120);
        double[] gaps = new double[130];
        Arrays.fill(gaps, 0, 10, Double.NaN);
        System.arraycopy(y, 0, gaps, 10, 120);
        gaps[60] = Double.NaN;
        gaps[100] += 80;
        AnomalyDetector.Report report = AnomalyDetector.find(gaps, 12, 99.99);
        assertEquals(119, report.observed());
        assertEquals(100, report.anomalies().getFirst().index());
    }

    @Test
    void aConstantSeriesHasNone() {
        assertEquals(
                List.of(),
                AnomalyDetector.find(new double[] {5, 5, 5, 5, 5, 5, 5, 5}, 1, 99)
                        .anomalies());
    }

    @Test
    void aRobustForecastIsThatOfTheCleanSeries() {
        double[] clean = series(5, 120);
        double[] spoiled = clean.clone();
        spoiled[118] += 90;
        double expected = mean(clean, false);
        assertEquals(expected, mean(spoiled, true), 4);
        assertTrue(Math.abs(expected - mean(spoiled, false)) > 8);
    }

    private static double mean(double[] y, boolean robust) {
        var task = new AutoForecaster.Task(12, 12, "ets", 0, robust, null, 80);
        double[] mean = AutoForecaster.forecast(y, task, Watch.NONE).forecast().mean();
        return Observations.mean(mean, 0, mean.length);
    }

    private static double[] series(int seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[n];
        double level = 100;
        for (int t = 0; t < n; t++) {
            level += random.nextGaussian();
            y[t] = level + 10 * StrictMath.sin(2 * Math.PI * t / 12) + 2 * random.nextGaussian();
        }
        return y;
    }
}
