package dev.almanac.launcher.forecast;

import dev.almanac.reader.Finding;
import dev.almanac.reader.Inference;
import dev.almanac.reader.Observations;
import dev.almanac.reader.SeriesReader;
import dev.almanac.reader.Wishes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
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
        Wishes wishes = timeFormat == null ? Wishes.NONE : Wishes.ofTimeFormat(timeFormat);
        Inference inference = Inference.of(head, head.length < Inference.SAMPLE_BYTES, wishes);
        while (true) {
            Count count = new Count();
            switch (read(file, inference, (id, time, value) -> count.take(id.toString()))) {
                case SeriesReader.Outcome.Again(Inference better) -> inference = better;
                case SeriesReader.Outcome.Done(Inference settled, List<Finding> found) -> {
                    requireNoQuestion(file, settled, found);
                    return new SeriesFile(file, settled, count);
                }
            }
        }
    }

    private static void requireNoQuestion(Path file, Inference settled, List<Finding> found) {
        List<Finding> all = new ArrayList<>(settled.findings());
        all.addAll(found);
        if (Inference.needsConfirmation(all)) {
            throw new IllegalArgumentException(("%s can be read in more than one way: %s; add --time-format with the"
                            + " right one, or see ./almanac inspect")
                    .formatted(file, question(all)));
        }
    }

    private static String question(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> Inference.needsConfirmation(List.of(finding)))
                .map(Finding::message)
                .findFirst()
                .orElseThrow();
    }

    private ZoneId zone() {
        return ZoneId.of(inference.mapping().timezone());
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
        Current current = new Current(taker, zone());
        read(file, inference, (id, time, value) -> current.take(id.toString(), time, value));
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
                String name = id.toString();
                DataOutputStream out = outs.get(Math.floorMod(name.hashCode(), parts));
                out.writeUTF(name);
                out.writeLong(time);
                out.writeDouble(value);
            });
            for (DataOutputStream out : outs) {
                out.close();
            }
            for (Path part : files) {
                for (Map.Entry<String, Observations> each : gathered(part).entrySet()) {
                    taker.take(FileSeries.of(each.getKey(), each.getValue(), zone()));
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

    private static SeriesReader.Outcome read(Path file, Inference inference, SeriesReader.Sink sink)
            throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return new SeriesReader(inference).read(in, sink);
        }
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
        private final ZoneId zone;
        private String id;
        private Observations observations;
        private InterruptedException interrupted;

        Current(Taker taker, ZoneId zone) {
            this.taker = taker;
            this.zone = zone;
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
                    taker.take(FileSeries.of(id, observations, zone));
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
