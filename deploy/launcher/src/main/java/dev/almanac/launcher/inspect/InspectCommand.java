package dev.almanac.launcher.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.almanac.reader.FileReading;
import dev.almanac.reader.Finding;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Inference;
import dev.almanac.reader.Mapping;
import dev.almanac.reader.SeriesCensus;
import dev.almanac.reader.SeriesSorter;
import dev.almanac.reader.UnreadableFileException;
import dev.almanac.reader.Wishes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads a CSV file as an upload does and prints as JSON what it is taken for.
public final class InspectCommand {

    private static final int OBSERVATIONS_IN_MEMORY = 4_000_000;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private InspectCommand() {}

    /// @return the exit code: 0 when the file can be used, 1 when not; the findings say why
    /// @throws IllegalArgumentException when there is no file to read
    public static int run(List<String> words, PrintStream out) throws IOException {
        String timeFormat = words.size() == 3 && words.get(1).equals("--time-format") ? words.get(2) : null;
        if (words.isEmpty() || (words.size() != 1 && timeFormat == null)) {
            throw new IllegalArgumentException(
                    "one CSV file is needed, and at most --time-format; see ./almanac --help");
        }
        Path file = Path.of(words.getFirst());
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("there is no file " + file + " that can be read");
        }
        try {
            out.println(JSON.writeValueAsString(
                    inspect(file, timeFormat == null ? Wishes.NONE : Wishes.ofTimeFormat(timeFormat))));
            return 0;
        } catch (UnreadableFileException e) {
            out.println(JSON.writeValueAsString(new Refused("unusable", new Found(List.of(e.finding())))));
            return 1;
        }
    }

    private static Inspected inspect(Path file, Wishes wishes) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(Inference.SAMPLE_BYTES);
        }
        Inference inference = Inference.of(head, head.length < Inference.SAMPLE_BYTES, wishes);
        try (TemporaryBlocks blocks = new TemporaryBlocks()) {
            FileReading reading = FileReading.of(
                    inference,
                    () -> new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                    () -> new SeriesSorter(blocks, OBSERVATIONS_IN_MEMORY));
            return Inspected.of(reading.finish(new Unheard()));
        }
    }

    /// What the API answers to an upload, as far as it follows from the file.
    record Inspected(String status, Mapping mapping, Frequency frequency, long rows, long seriesCount, Found quality) {

        static Inspected of(FileReading.Report report) {
            return new Inspected(
                    report.needsConfirmation() ? "needs_confirmation" : "ready",
                    report.mapping(),
                    report.frequency(),
                    report.rows(),
                    report.seriesCount(),
                    new Found(report.findings()));
        }
    }

    record Found(List<Finding> findings) {}

    record Refused(String status, Found quality) {}

    private static final class Unheard implements FileReading.Taker {
        @Override
        public void begin(byte[] name) {}

        @Override
        public void take(long time, double value) {}

        @Override
        public void end(SeriesCensus census) {}
    }
}
