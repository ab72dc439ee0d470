package dev.almanac.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The reading of a whole file: inferred from its beginning, read to its end, read again where the end says that
/// another mapping fits better, put in order and checked.
public final class FileReading {

    private static final int MOST_ATTEMPTS = 5;
    private static final double STRUCTURAL = 0.2;

    private final Inference settled;
    private final List<Finding> findings;
    private final SeriesSorter sorter;

    private FileReading(Inference settled, List<Finding> findings, SeriesSorter sorter) {
        this.settled = settled;
        this.findings = findings;
        this.sorter = sorter;
    }

    /// Opens the file, from its first byte.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /// Makes an empty sorter; one that was made before is void.
    @FunctionalInterface
    public interface Sorters {
        SeriesSorter fresh() throws IOException;
    }

    /// Receives series, each with what is known of it.
    public interface Taker {

        /// @param name UTF-8, to keep
        void begin(byte[] name) throws IOException;

        void take(long time, double value) throws IOException;

        void end(SeriesCensus census) throws IOException;
    }

    /// What a file holds.
    ///
    /// @param rows observations, before fixes
    /// @param frequency of all series where they agree, else null
    public record Report(
            Mapping mapping,
            List<String> columns,
            List<List<String>> sample,
            Frequency frequency,
            long rows,
            long seriesCount,
            List<Finding> findings,
            boolean needsConfirmation) {}

    /// @throws UnreadableFileException when there is nothing to forecast in it
    public static FileReading of(Inference inference, Source source, Sorters sorters) throws IOException {
        Inference current = inference;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            SeriesSorter sorter = sorters.fresh();
            SeriesReader.Outcome outcome;
            try (InputStream content = source.open()) {
                outcome = new SeriesReader(current).read(content, sorter);
            }
            switch (outcome) {
                case SeriesReader.Outcome.Again(Inference better) -> current = better;
                case SeriesReader.Outcome.Done(Inference done, List<Finding> found) -> {
                    requireRows(sorter, found);
                    List<Finding> all = new ArrayList<>(done.findings());
                    all.addAll(found);
                    return new FileReading(done, all, sorter);
                }
            }
        }
        throw new UnreadableFileException(
                Finding.ofFile("MIXED_DATE_FORMATS", "Times are written in more ways than can be told apart"));
    }

    private static void requireRows(SeriesSorter sorter, List<Finding> found) {
        if (sorter.rows() == 0) {
            String first = found.isEmpty() ? "" : ": " + found.getFirst().message();
            throw new UnreadableFileException(Finding.ofFile("NO_DATA", "No row could be read" + first));
        }
    }

    public long rows() {
        return sorter.rows();
    }

    /// Hands all series on in byte order of their names.
    public Report finish(Taker taker) throws IOException {
        Mapping mapping = settled.mapping();
        boolean wallClock = !TimeFormat.ofCode(mapping.timeFormat()).hasOffset() && !mapping.isSaid("timezone");
        long rows = sorter.rows();
        Quality quality = new Quality(mapping.timezone(), wallClock);
        sorter.finish(new Checked(quality, taker));
        findings.addAll(quality.findings(sorter.wasUnsorted()));
        if (quality.repeats() > STRUCTURAL * rows && !mapping.isSaid("id_column")) {
            findings.add(Finding.ofFile(
                    "AMBIGUOUS_COLUMNS",
                    "Many observations have a time that another one of their series has; perhaps another column names"
                            + " series too; please confirm the columns"));
        }
        return new Report(
                mapping,
                settled.columns(),
                settled.sample(),
                quality.common(),
                rows,
                quality.series(),
                List.copyOf(findings),
                Inference.needsConfirmation(findings));
    }

    /// Shows every series to the check on its way.
    private static final class Checked implements SeriesTaker {
        private final Quality quality;
        private final Taker taker;
        private byte[] name;

        Checked(Quality quality, Taker taker) {
            this.quality = quality;
            this.taker = taker;
        }

        @Override
        public void begin(byte[] seriesName) throws IOException {
            name = seriesName;
            quality.begin();
            taker.begin(seriesName);
        }

        @Override
        public void take(long time, double value) throws IOException {
            quality.take(time, value);
            taker.take(time, value);
        }

        @Override
        public void end() throws IOException {
            taker.end(quality.end(new String(name, StandardCharsets.UTF_8)));
        }
    }
}
