package dev.almanac.launcher.forecast;

import dev.almanac.reader.Inference;
import dev.almanac.reader.Mapping;
import dev.almanac.reader.Observations;
import dev.almanac.reader.SeriesReader;
import dev.almanac.reader.TimeFormat;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The series of a CSV file, one after the other in bounded memory. The file is read twice: first to understand it and
/// to count, then to take the series out. Where a series' rows stand together they are handed on as they end; where
/// they do not, rows go through temporary files that each hold some of the series.
final class SeriesFile {

    private static final int BUFFER = 1 << 16;
    private static final long OBSERVATIONS_IN_MEMORY = 4_000_000;
    private static final int MOST_PARTS = 200;

    private final Path file;
    private final Inference inference;
    private final Count count;

    private SeriesFile(Path file, Inference inference, Count count) {
        this.file = file;
        this.inference = inference;
        this.count = count;
    }

    /// Receives series.
    @FunctionalInterface
    interface Taker {
        void take(FileSeries series) throws IOException, InterruptedException;
    }

    /// @param timeFormat how dates are written, null to find out
    /// @throws dev.almanac.reader.UnreadableFileException when there is nothing to forecast in it
    /// @throws IllegalArgumentException when a person must say how to read it
    static SeriesFile open(Path file, String timeFormat) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(Inference.SAMPLE_BYTES);
        }
        Inference inference = Inference.of(head, head.length < Inference.SAMPLE_BYTES);
        if (timeFormat != null) {
            inference = with(inference, TimeFormat.ofCode(timeFormat));
        } else if (inference.needsConfirmation()) {
            throw new IllegalArgumentException(
                    "the dates of %s can be read day first or month first; add --time-format dd/MM/yyyy or MM/dd/yyyy"
                            .formatted(file));
        }
        Count count = new Count();
        read(file, inference, (id, time, value) -> count.take(id));
        return new SeriesFile(file, inference, count);
    }

    int seriesCount() {
        return count.ids.size();
    }

    void forEach(Taker taker) throws IOException, InterruptedException {
        if (count.together) {
            inOrder(taker);
        } else {
            inParts(taker);
        }
    }

    private void inOrder(Taker taker) throws IOException, InterruptedException {
        Current current = new Current(taker);
        read(file, inference, current::take);
        current.end();
        current.rethrow();
    }

    private void inParts(Taker taker) throws IOException, InterruptedException {
        int parts = (int) Math.min(MOST_PARTS, 1 + count.observations / OBSERVATIONS_IN_MEMORY);
        List<Path> files = new ArrayList<>();
        List<DataOutputStream> outs = new ArrayList<>();
        try {
            for (int i = 0; i < parts; i++) {
                files.add(Files.createTempFile("almanac-series", ".part"));
                outs.add(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(files.get(i)), BUFFER)));
            }
            read(file, inference, (id, time, value) -> {
                DataOutputStream out = outs.get(Math.floorMod(id.hashCode(), parts));
                out.writeUTF(id);
                out.writeLong(time);
                out.writeDouble(value);
            });
            for (DataOutputStream out : outs) {
                out.close();
            }
            for (Path part : files) {
                for (Map.Entry<String, Observations> each : gathered(part).entrySet()) {
                    taker.take(FileSeries.of(each.getKey(), each.getValue()));
                }
            }
        } finally {
            for (Path part : files) {
                Files.deleteIfExists(part);
            }
        }
    }

    private static Map<String, Observations> gathered(Path part) throws IOException {
        Map<String, Observations> series = new LinkedHashMap<>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(part), BUFFER))) {
            while (true) {
                String id = in.readUTF();
                series.computeIfAbsent(id, key -> new Observations()).add(in.readLong(), in.readDouble());
            }
        } catch (EOFException e) {
            return series; // the usual end of a part
        }
    }

    private static void read(Path file, Inference inference, SeriesReader.Sink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            new SeriesReader(inference.mapping(), inference.columns()).read(in, sink);
        }
    }

    private static Inference with(Inference inference, TimeFormat format) {
        Mapping found = inference.mapping();
        Mapping mapping = new Mapping(
                found.encoding(),
                found.delimiter(),
                found.decimal(),
                found.header(),
                found.layout(),
                found.idColumn(),
                found.timeColumn(),
                found.valueColumns(),
                format.code(),
                found.timezone(),
                found.inference());
        return new Inference(mapping, inference.columns(), inference.sample(), inference.findings());
    }

    /// The first pass.
    private static final class Count {
        private final Set<String> ids = new HashSet<>();
        private String last;
        private boolean together = true;
        private long observations;

        void take(String id) {
            observations++;
            if (!id.equals(last)) {
                together &= ids.add(id);
                last = id;
            }
        }
    }

    /// The series whose rows are being read.
    private static final class Current {
        private final Taker taker;
        private String id;
        private Observations observations;
        private InterruptedException interrupted;

        Current(Taker taker) {
            this.taker = taker;
        }

        void take(String series, long time, double value) throws IOException {
            if (!series.equals(id)) {
                end();
                id = series;
                observations = new Observations();
            }
            observations.add(time, value);
        }

        void end() throws IOException {
            if (id != null && interrupted == null) {
                try {
                    taker.take(FileSeries.of(id, observations));
                } catch (InterruptedException e) {
                    interrupted = e;
                }
            }
        }

        void rethrow() throws InterruptedException {
            if (interrupted != null) {
                throw interrupted;
            }
        }
    }
}
