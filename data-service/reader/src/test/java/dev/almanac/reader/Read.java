package dev.almanac.reader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file read to its end, as an upload reads it.
record Read(FileReading.Report report, Map<String, List<Observation>> series) {

    record Observation(long time, double value) {}

    static Read of(String text) throws IOException {
        return of(text.getBytes(StandardCharsets.UTF_8), Wishes.NONE);
    }

    static Read of(String text, Wishes wishes) throws IOException {
        return of(text.getBytes(StandardCharsets.UTF_8), wishes);
    }

    static Read of(byte[] file, Wishes wishes) throws IOException {
        return of(file, wishes, 1 << 20);
    }

    /// @param capacity observations held in memory
    static Read of(byte[] file, Wishes wishes, int capacity) throws IOException {
        boolean whole = file.length <= Inference.SAMPLE_BYTES;
        byte[] head = whole ? file : Arrays.copyOf(file, Inference.SAMPLE_BYTES);
        Inference inference = Inference.of(head, whole, wishes);
        FileReading reading = FileReading.of(
                inference, () -> new ByteArrayInputStream(file), () -> new SeriesSorter(new MemoryScratch(), capacity));
        Gathered gathered = new Gathered();
        return new Read(reading.finish(gathered), gathered.series);
    }

    List<String> codes() {
        return report.findings().stream().map(Finding::code).toList();
    }

    Finding finding(String code) {
        return report.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not among " + report.findings()));
    }

    Mapping mapping() {
        return report.mapping();
    }

    /// Blocks in a list.
    static final class MemoryScratch implements Scratch {
        private final List<byte[]> blocks = new ArrayList<>();

        @Override
        public long write(byte[] block) {
            blocks.add(block);
            return blocks.size() - 1L;
        }

        @Override
        public byte[] read(long place) {
            return blocks.get((int) place);
        }
    }

    private static final class Gathered implements FileReading.Taker {
        private final Map<String, List<Observation>> series = new LinkedHashMap<>();
        private List<Observation> current;

        @Override
        public void begin(byte[] name) {
            current = new ArrayList<>();
            series.put(new String(name, StandardCharsets.UTF_8), current);
        }

        @Override
        public void take(long time, double value) {
            current.add(new Observation(time, value));
        }

        @Override
        public void end(SeriesCensus census) {}
    }
}
