package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesSorterTest {

    /// One observation as it arrives.
    private record Arrival(String name, long time, double value) {}

    /// With 7 in memory, 5,000 observations make more runs than are merged at once.
    @ParameterizedTest
    @ValueSource(ints = {7, 100, 10_000})
    void ordersAsASortInMemoryDoes(int capacity) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            arrivals.add(new Arrival("s" + random.nextInt(40) + (i % 3 == 0 ? "ü" : ""), random.nextInt(300), i));
        }
        List<Arrival> expected = new ArrayList<>(arrivals);
        expected.sort(Comparator.comparing(SeriesSorterTest::bytes).thenComparingLong(Arrival::time));
        SeriesSorter sorter = new SeriesSorter(new Read.MemoryScratch(), capacity);
        assertEquals(expected, sorted(sorter, arrivals));
        assertTrue(sorter.wasUnsorted());
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 10_000})
    void knowsThatRowsWereInOrder(int capacity) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            arrivals.add(new Arrival("s" + i % 10, i / 20, i));
        }
        SeriesSorter sorter = new SeriesSorter(new Read.MemoryScratch(), capacity);
        sorted(sorter, arrivals);
        assertFalse(sorter.wasUnsorted());
    }

    @Test
    void anEarlierTimeInALaterRunIsOutOfOrder() throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arrivals.add(new Arrival("s", i < 10 ? i + 10 : i - 10, i));
        }
        SeriesSorter sorter = new SeriesSorter(new Read.MemoryScratch(), 10);
        List<Arrival> sorted = sorted(sorter, arrivals);
        assertTrue(sorter.wasUnsorted());
        assertEquals(0, sorted.getFirst().time());
        assertEquals(19, sorted.getLast().time());
    }

    private static List<Arrival> sorted(SeriesSorter sorter, List<Arrival> arrivals) throws IOException {
        for (Arrival arrival : arrivals) {
            sorter.accept(SeriesName.of(arrival.name()), arrival.time(), arrival.value());
        }
        List<Arrival> sorted = new ArrayList<>();
        sorter.finish(new SeriesTaker() {
            private String name;

            @Override
            public void begin(byte[] bytes) {
                name = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            }

            @Override
            public void take(long time, double value) {
                sorted.add(new Arrival(name, time, value));
            }

            @Override
            public void end() {}
        });
        return sorted;
    }

    /// UTF-8 orders as code points do, which for these names is as `String` does.
    private static String bytes(Arrival arrival) {
        return arrival.name();
    }
}
