package dev.almanac.journeys;

import java.util.Random;

/// Made-up files.
final class Examples {

    private Examples() {}

    /// Long form: five years of months of each series, with a season and noise of a fixed seed.
    static String manySeries(int count) {
        Random random = new Random(7);
        StringBuilder csv = new StringBuilder("shop,month,sales\n");
        for (int series = 0; series < count; series++) {
            for (int t = 0; t < 60; t++) {
                double value = 100 + series % 50 + 20 * Math.sin(t * Math.PI / 6) + random.nextGaussian() * 5;
                csv.append("shop-%05d,%d-%02d-01,%.2f%n".formatted(series, 2019 + t / 12, t % 12 + 1, value));
            }
        }
        return csv.toString();
    }
}
