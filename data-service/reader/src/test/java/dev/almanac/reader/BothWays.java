package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds the fast way through a file against the way through FastCSV.
final class BothWays {

    private BothWays() {}

    static void assertSame(byte[] file) throws IOException {
        boolean whole = file.length <= Inference.SAMPLE_BYTES;
        Inference inference = Inference.of(whole ? file : Arrays.copyOf(file, Inference.SAMPLE_BYTES), whole);
        assertEquals(pass(inference, file, false), pass(inference, file, true));
    }

    /// All that a pass answers, as lines.
    private static List<String> pass(Inference inference, byte[] file, boolean fast) throws IOException {
        List<String> said = new ArrayList<>();
        try {
            SeriesReader.Outcome outcome = new SeriesReader(inference, fast)
                    .read(
                            new ByteArrayInputStream(file),
                            (name, time, value) -> said.add(name + " " + time + " " + value));
            said.add(outcome.toString());
        } catch (UnreadableFileException e) {
            said.add(e.finding().code());
        }
        return said;
    }
}
