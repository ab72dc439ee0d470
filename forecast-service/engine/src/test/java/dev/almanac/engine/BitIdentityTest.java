package dev.almanac.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The same input gives the same bytes: on one thread and on several, compiled and interpreted.
class BitIdentityTest {

    @Test
    void theNumberOfThreadsChangesNothing() throws Exception {
        String alone = digest(12);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> same = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                same.add(() -> digest(12));
            }
            for (Future<String> digest : threads.invokeAll(same)) {
                assertEquals(alone, digest.get());
            }
        }
    }

    @Test
    void theInterpreterComputesTheSameBits() throws Exception {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process interpreted = new ProcessBuilder(
                        java, "-Xint", "-cp", System.getProperty("java.class.path"), BitIdentityTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(interpreted.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        for (int round = 0; round < 20; round++) {
            digest(3); // so that the compiler has been at work
        }
        assertEquals(printed, digest(3));
        assertEquals(0, interpreted.waitFor());
    }

    /// Prints what the test compares.
    public static void main(String[] arguments) {
        System.out.println(digest(3));
    }

    private static String digest(int series) {
        long hash = 7;
        for (int seed = 0; seed < series; seed++) {
            int season = seed % 3 == 0 ? 12 : seed % 3 == 1 ? 4 : 1;
            double[] y = series(seed, season);
            var task = new AutoForecaster.Task(12, season, "auto", 0, 80, 95);
            Forecast forecast = AutoForecaster.forecast(y, task, Watch.NONE).forecast();
            for (int h = 0; h < 12; h++) {
                hash = 31 * hash + Double.doubleToLongBits(forecast.mean()[h]);
                hash = 31 * hash + Double.doubleToLongBits(forecast.lower()[0][h]);
                hash = 31 * hash + Double.doubleToLongBits(forecast.upper()[1][h]);
            }
        }
        return Long.toHexString(hash);
    }

    private static double[] series(int seed, int season) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[60];
        for (int t = 0; t < y.length; t++) {
            y[t] = 50 + t + 10 * StrictMath.sin(2 * Math.PI * t / season) + 3 * random.nextGaussian();
        }
        return y;
    }
}
