package dev.almanac.launcher.forecast;

import dev.almanac.engine.Forecast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// One chart a series, below each other: the end of the past, the mean, and a band a level. The first series only, so
/// that the file stays one that can be looked at.
final class SvgForecasts implements ForecastWriter {

    private static final int MOST_CHARTS = 24;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int BOTTOM = 30;
    private static final int PAST_HORIZONS = 4;
    private static final int LEAST_PAST = 40;

    private final Path file;
    private final StringBuilder charts = new StringBuilder();
    private int drawn;

    SvgForecasts(Path file) {
        this.file = file;
    }

    @Override
    public void write(FileForecasts.Outcome outcome) {
        if (outcome.error() == null && drawn < MOST_CHARTS) {
            charts.append("<g transform=\"translate(0,%d)\">%n".formatted(drawn * HEIGHT));
            new Chart(outcome).draw();
            charts.append("</g>\n");
            drawn++;
        }
    }

    @Override
    public void end() throws IOException {
        int height = Math.max(1, drawn) * HEIGHT;
        Files.writeString(file, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
                font-family="system-ui, sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s</svg>
                """.formatted(WIDTH, height, WIDTH, height, charts));
    }

    @Override
    public void close() {}

    private final class Chart {
        private final FileSeries series;
        private final Forecast forecast;
        private final String model;
        private final int first;
        private final int last;
        private final double least;
        private final double most;

        Chart(FileForecasts.Outcome outcome) {
            series = outcome.series();
            forecast = outcome.result().forecast();
            model = outcome.result().fitted().description();
            last = series.lastKnown();
            first = Math.max(0, last + 1 - Math.max(LEAST_PAST, PAST_HORIZONS * forecast.horizon()));
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int t = first; t <= last; t++) {
                low = Math.min(low, Double.isNaN(series.values()[t]) ? low : series.values()[t]);
                high = Math.max(high, Double.isNaN(series.values()[t]) ? high : series.values()[t]);
            }
            int outer = forecast.levels().length - 1;
            for (int h = 0; h < forecast.horizon(); h++) {
                low = Math.min(low, forecast.lower()[outer][h]);
                high = Math.max(high, forecast.upper()[outer][h]);
            }
            least = low;
            most = high > low ? high : low + 1;
        }

        void draw() {
            String title = escaped(series.id());
            charts.append("<title>Forecast of %s</title>%n".formatted(title));
            charts.append(
                    "<text x=\"%d\" y=\"20\" font-size=\"14\" font-weight=\"600\">%s</text>%n".formatted(LEFT, title));
            charts.append("<text x=\"%d\" y=\"20\" text-anchor=\"end\" fill=\"#555\">%s</text>%n"
                    .formatted(WIDTH - RIGHT, escaped(shortened(model))));
            axis();
            for (int i = forecast.levels().length - 1; i >= 0; i--) {
                band(i);
            }
            past();
            mean();
        }

        private void axis() {
            for (int i = 0; i <= 4; i++) {
                double value = least + (most - least) * i / 4;
                charts.append("<path d=\"M%d %s H%d\" stroke=\"#ddd\"/>".formatted(LEFT, y(value), WIDTH - RIGHT));
                charts.append("<text x=\"%d\" y=\"%s\" text-anchor=\"end\" dy=\"4\" fill=\"#555\">%s</text>%n"
                        .formatted(LEFT - 6, y(value), Numbers.shown(value)));
            }
            List<Instant> times = series.timesAhead(forecast.horizon());
            label(first, series.time(first), "start");
            label(last, series.time(last), "middle");
            label(last + forecast.horizon(), times.getLast(), "end");
        }

        private void label(int step, Instant time, String anchor) {
            charts.append("<text x=\"%s\" y=\"%d\" text-anchor=\"%s\" fill=\"#555\">%s</text>%n"
                    .formatted(x(step), HEIGHT - 10, anchor, Numbers.shown(time)));
        }

        private void band(int level) {
            StringBuilder path = new StringBuilder();
            for (int h = 0; h < forecast.horizon(); h++) {
                path.append(h == 0 ? 'M' : 'L').append(point(last + 1 + h, forecast.upper()[level][h]));
            }
            for (int h = forecast.horizon() - 1; h >= 0; h--) {
                path.append('L').append(point(last + 1 + h, forecast.lower()[level][h]));
            }
            charts.append("<path d=\"%sZ\" fill=\"#1f6feb\" fill-opacity=\"0.18\"><title>%s %%</title></path>%n"
                    .formatted(path, Forecast.levelName(forecast.levels()[level])));
        }

        private void past() {
            StringBuilder path = new StringBuilder();
            boolean down = false;
            for (int t = first; t <= last; t++) {
                double value = series.values()[t];
                if (!Double.isNaN(value)) {
                    path.append(down ? 'L' : 'M').append(point(t, value));
                }
                down = !Double.isNaN(value);
            }
            charts.append("<path d=\"%s\" fill=\"none\" stroke=\"#24292f\" stroke-width=\"1.5\"/>%n".formatted(path));
        }

        private void mean() {
            StringBuilder path = new StringBuilder("M" + point(last, series.values()[last]));
            for (int h = 0; h < forecast.horizon(); h++) {
                path.append('L').append(point(last + 1 + h, forecast.mean()[h]));
            }
            charts.append("<path d=\"%s\" fill=\"none\" stroke=\"#1f6feb\" stroke-width=\"2\"/>%n".formatted(path));
        }

        private String point(int step, double value) {
            return x(step) + " " + y(value);
        }

        private String x(int step) {
            double share = (double) (step - first) / Math.max(1, last + forecast.horizon() - first);
            return String.format(Locale.ROOT, "%.1f", LEFT + share * (WIDTH - LEFT - RIGHT));
        }

        private String y(double value) {
            double share = (value - least) / (most - least);
            return String.format(Locale.ROOT, "%.1f", HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
        }

        private static String shortened(String text) {
            return text.length() <= 90 ? text : text.substring(0, 89) + "…";
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}
