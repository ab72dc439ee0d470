package dev.almanac.launcher.forecast;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Forecast;
import dev.almanac.engine.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Forecasts every series of a benchmark file (`id,group,m,h,train,test`; `train` separated by `;`, `test` ignored) and
/// writes one row a step: `id,method,step,mean,lo95,hi95,q10..q90,cpu_s`, where `cpu_s` is the CPU time of the series.
/// The file is read as it is worked off, on all processors, and written in its order.
final class LongForecasts {

    private static final int IN_FLIGHT = 64;
    private static final double[] LEVELS = {20, 40, 60, 80, 95};
    private static final int OUTER = LEVELS.length - 1;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final List<String> models;
    private final PrintStream progress;
    private final Map<String, LeftOut> leftOut = new TreeMap<>();
    private int failed;

    /// @param models names of methods
    LongForecasts(List<String> models, PrintStream progress) {
        this.models = models;
        this.progress = progress;
    }

    /// @return how many series no model could forecast; what each model left out is told at the end
    int run(Path series, Path target) throws IOException, InterruptedException {
        Deque<Future<String>> inFlight = new ArrayDeque<>();
        int done = 0;
        try (ExecutorService processors =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
                BufferedReader in = Files.newBufferedReader(series);
                Writer out = Files.newBufferedWriter(target)) {
            requireHeader(in.readLine(), series);
            out.write("id,method,step,mean,lo95,hi95,q10,q20,q30,q40,q50,q60,q70,q80,q90,cpu_s\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String row = line;
                inFlight.add(processors.submit(() -> rows(row)));
                if (inFlight.size() == IN_FLIGHT) {
                    out.write(result(inFlight.remove()));
                    tell(++done);
                }
            }
            while (!inFlight.isEmpty()) {
                out.write(result(inFlight.remove()));
                tell(++done);
            }
        }
        progress.println();
        leftOut.forEach((model, what) -> progress.println(model + " left out " + what));
        return failed;
    }

    private static void requireHeader(String header, Path file) {
        if (header == null || !header.startsWith("id,group,m,h,train")) {
            throw new IllegalArgumentException(file + " must begin with the columns id,group,m,h,train");
        }
    }

    private String rows(String line) {
        String[] fields = line.split(",");
        double[] train = Arrays.stream(fields[4].split(";"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        StringBuilder rows = new StringBuilder();
        for (String model : models) {
            append(rows, fields, train, model);
        }
        if (rows.isEmpty()) {
            fail();
        }
        return rows.toString();
    }

    private void append(StringBuilder rows, String[] fields, double[] train, String model) {
        var task = new AutoForecaster.Task(Integer.parseInt(fields[3]), Integer.parseInt(fields[2]), model, 0, LEVELS);
        long start = CPU.getCurrentThreadCpuTime();
        Forecast forecast;
        try {
            forecast = AutoForecaster.forecast(train, task, Watch.NONE).forecast();
        } catch (IllegalArgumentException e) {
            leaveOut(fields[0], model, e.getMessage());
            return;
        }
        double seconds = (CPU.getCurrentThreadCpuTime() - start) / 1e9;
        for (int h = 0; h < forecast.horizon(); h++) {
            rows.append(fields[0])
                    .append(',')
                    .append("almanac_")
                    .append(model)
                    .append(',')
                    .append(h + 1);
            rows.append(',').append(forecast.mean()[h]);
            rows.append(',').append(forecast.lower()[OUTER][h]).append(',').append(forecast.upper()[OUTER][h]);
            for (int i = OUTER - 1; i >= 0; i--) {
                rows.append(',').append(forecast.lower()[i][h]);
            }
            rows.append(',').append(forecast.mean()[h]);
            for (int i = 0; i < OUTER; i++) {
                rows.append(',').append(forecast.upper()[i][h]);
            }
            rows.append(',').append(seconds).append('\n');
        }
    }

    private synchronized void leaveOut(String id, String model, String reason) {
        leftOut.merge(model, new LeftOut(1, id, reason), (known, more) -> known.another());
    }

    private synchronized void fail() {
        failed++;
    }

    /// @param first whose reason is told for all
    private record LeftOut(int count, String first, String reason) {

        LeftOut another() {
            return new LeftOut(count + 1, first, reason);
        }

        @Override
        public String toString() {
            return "%d series, such as %s: it %s".formatted(count, first, reason);
        }
    }

    private void tell(int done) {
        if (done % 50 == 0) {
            progress.print("\r" + done + " series");
            progress.flush();
        }
    }

    private static String result(Future<String> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A series could not be read", e.getCause());
        }
    }

    /// `all`, or names separated by commas.
    static List<String> models(String asked) {
        List<String> known = AutoForecaster.methods();
        List<String> wanted = asked.equals("all") ? known : List.of(asked.split(","));
        List<String> unknown = new ArrayList<>(wanted);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no model is called " + unknown.getFirst() + "; there are " + known);
        }
        return wanted;
    }
}
