package dev.almanac.data.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.data.keys.TestVaults;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.TestStores;
import dev.almanac.reader.Observations;
import dev.almanac.reader.SeriesCensus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesObjectTest {

    private static final long DAY = 86_400_000L;

    @TempDir
    Path folder;

    private ObjectStore store;
    private final Vault vault = TestVaults.of("owner/dataset/1");

    @BeforeEach
    void makeStore() {
        store = TestStores.files(folder);
    }

    @Test
    void everyValueComesBackWithAllOfItsBits() {
        double[][] kinds = {
            {1, 2, 3, 4},
            {1.5, -2.25, 1e-9, 3},
            {Double.NaN, 1, Double.NaN, 2},
            {Double.NaN},
            {-0.0, 0.0, 1},
            {1e300, Double.MIN_VALUE, -Double.MAX_VALUE},
            {0.1 + 0.2, 0.3},
            {123_456.789, 123_456.788},
            {9_007_199_254_740_993.0},
        };
        Random random = new Random(3);
        for (double[] values : kinds) {
            assertComesBack(values, random);
        }
        for (int round = 0; round < 500; round++) {
            double[] values = new double[1 + random.nextInt(300)];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (round % 4) {
                    case 0 -> Math.round(random.nextGaussian() * 1e4) / 100.0;
                    case 1 -> Double.longBitsToDouble(random.nextLong());
                    case 2 -> random.nextInt(10) == 0 ? Double.NaN : random.nextInt(1_000);
                    default -> random.nextGaussian();
                };
            }
            assertComesBack(values, random);
        }
    }

    private static void assertComesBack(double[] values, Random random) {
        int n = values.length;
        long[] times = new long[n];
        for (int i = 0; i < n; i++) {
            times[i] = (i == 0 ? random.nextLong() >> 12 : times[i - 1])
                    + (random.nextBoolean() ? DAY : random.nextInt(100_000));
        }
        ByteBuffer out = ByteBuffer.allocate(ObservationCodec.bound(n));
        ObservationCodec.encode(times, values, n, out);
        long[] readTimes = new long[n];
        double[] readValues = new double[n];
        ObservationCodec.decode(out.flip(), n, readTimes, readValues);
        assertEquals(0, out.remaining());
        assertArrayEquals(times, readTimes);
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(values[i])) {
                assertTrue(Double.isNaN(readValues[i]));
            } else {
                assertEquals(Double.doubleToRawLongBits(values[i]), Double.doubleToRawLongBits(readValues[i]));
            }
        }
    }

    /// The digest against the definition of `series_sha256`, written down plainly.
    @Test
    void theDigestIsThatOfTheDefinition() throws Exception {
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        SeriesDigest digest = new SeriesDigest();
        Random random = new Random(4);
        for (int series = 0; series < 20; series++) {
            byte[] name = ("sérïes " + series).getBytes(StandardCharsets.UTF_8);
            digest.begin(name);
            for (int i = 0; i < 500; i++) {
                long time = random.nextInt(4) == 0 ? random.nextLong() >> 20 : (random.nextInt(40_000) - 10_000) * DAY;
                double value = switch (random.nextInt(6)) {
                    case 0 -> Double.NaN;
                    case 1 -> Math.round(random.nextGaussian() * 1e5) / 100.0;
                    case 2 -> random.nextInt(10_000_001);
                    case 3 -> -0.0;
                    case 4 -> Math.round(random.nextDouble() * 1e6) / 1e6;
                    default -> Double.longBitsToDouble(random.nextLong());
                };
                digest.take(time, value);
                String line = new String(name, StandardCharsets.UTF_8) + "\t" + Instant.ofEpochMilli(time) + "\t"
                        + value + "\n";
                expected.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        assertEquals(HexFormat.of().formatHex(expected.digest()), digest.finish());
    }

    @Test
    void oneSeriesOfManyIsFoundAndALongOneSpansBlocks() throws IOException {
        SeriesWriter.Written written = write(5_000);
        try (SeriesObject series =
                SeriesObject.open(store, "series", vault, written.indexOffset(), written.indexBytes())) {
            assertEquals(5_001, series.count());
            assertEquals("s00000", series.entry(0).seriesId());
            assertEquals(4_321, series.named("s04321").orElseThrow().ordinal());
            Observations one = series.read(series.named("s04321").orElseThrow());
            assertEquals(20, one.size());
            assertEquals(4_321 + 19, one.values()[19]);
            SeriesEntry last = series.named("zlong").orElseThrow();
            Observations many = series.read(last);
            assertEquals(100_000, many.size());
            assertEquals(99_999 * 0.37, many.values()[99_999]);
            assertEquals("D", last.frequency());
            assertEquals(201, series.entries(4_800, 500).size());
            assertTrue(series.named("s").isEmpty());
            assertTrue(series.named("zzz").isEmpty());
            assertTrue(series.named("").isEmpty());
        }
    }

    /// Every bit counts: none can be changed and still be read.
    @Test
    void aChangedObjectDoesNotOpen() throws IOException {
        SeriesWriter.Written written = write(50);
        Path file = folder.resolve("series");
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            byte[] bad = good.clone();
            int at = random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            assertThrows(IOException.class, () -> readAll(vault, written), "bit in byte " + at);
        }
        Files.write(file, java.util.Arrays.copyOf(good, good.length - 1));
        assertThrows(IOException.class, () -> readAll(vault, written));
        Files.write(file, new byte[0]);
        assertThrows(IOException.class, () -> readAll(vault, written));
        Files.write(file, good);
        for (String place : new String[] {"other/dataset/1", "owner/other/1", "owner/dataset/2"}) {
            assertThrows(IOException.class, () -> readAll(TestVaults.of(place), written));
        }
        readAll(vault, written);
    }

    private void readAll(Vault with, SeriesWriter.Written written) throws IOException {
        try (SeriesObject series =
                SeriesObject.open(store, "series", with, written.indexOffset(), written.indexBytes())) {
            for (int ordinal = 0; ordinal < series.count(); ordinal++) {
                series.read(series.entry(ordinal));
            }
        }
    }

    private SeriesWriter.Written write(int count) throws IOException {
        try (SeriesWriter writer = new SeriesWriter(store, "series", vault)) {
            for (int s = 0; s < count; s++) {
                one(writer, "s%05d".formatted(s), 20, s, 1);
            }
            one(writer, "zlong", 100_000, 0, 0.37);
            return writer.finish();
        }
    }

    private static void one(SeriesWriter writer, String name, int n, double first, double step) throws IOException {
        SeriesCensus census = new SeriesCensus("UTC");
        writer.begin(name.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < n; i++) {
            writer.take(i * DAY, first + i * step);
            census.add(i * DAY, first + i * step);
        }
        writer.end(census);
    }
}
