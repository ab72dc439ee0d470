package dev.almanac.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaFileTest {

    private static final Policy TEN_A_DAY = Policy.of("day", 10, Duration.ofDays(1));
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long NOW = 1_790_000_000_000L;

    @TempDir
    Path folder;

    private QuotaFile file;

    @BeforeEach
    void name() {
        file = new QuotaFile(folder.resolve("limits"));
    }

    @Test
    void whatWasCountedOutlivesARestartAndTimeGoesOnMeanwhile() throws IOException {
        Slots slots = new Slots(99);
        Arrivals before = new Arrivals(100);
        LocalLimiter limiter = new LocalLimiter(slots, new Arrivals(1), before, () -> 5);
        for (int i = 0; i < 10; i++) {
            limiter.decide(List.of(Charge.one(TEN_A_DAY, "a")));
        }
        file.write(slots, before, 5, NOW);

        QuotaFile.Known known = file.read();
        assertEquals(99, known.slots().secret());
        Arrivals after = new Arrivals(100);
        known.restore(after, 1_000, NOW + 5 * HOUR_MILLIS);
        LocalLimiter restarted = new LocalLimiter(known.slots(), new Arrivals(1), after, () -> 1_000);
        var standing =
                restarted.look(List.of(Charge.one(TEN_A_DAY, "a"))).result().getFirst();
        assertEquals(2, standing.remaining());
        assertInstanceOf(Decision.Allowed.class, restarted.decide(List.of(new Charge(TEN_A_DAY, "a", 2))));
        assertInstanceOf(Decision.Refused.class, restarted.decide(List.of(Charge.one(TEN_A_DAY, "a"))));
    }

    @Test
    void withoutAFileNothingIsKnown() throws IOException {
        assertNull(file.read());
    }

    @Test
    void aDamagedFileIsToldNotTrusted() throws IOException {
        file.write(new Slots(1), new Arrivals(10), 0, NOW);
        Path path = folder.resolve("limits");
        byte[] content = Files.readAllBytes(path);
        content[9] ^= 1;
        Files.write(path, content);
        assertThrows(IOException.class, file::read);
        Files.write(path, new byte[3]);
        assertThrows(IOException.class, file::read);
    }
}
