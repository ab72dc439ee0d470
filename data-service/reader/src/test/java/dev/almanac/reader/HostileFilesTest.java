package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that mean harm, or were harmed.
class HostileFilesTest {

    private static final int MUTANTS = 600;

    /// Every file either is read or is refused with a finding; both ways through it say the same.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDamagedFileIsReadOrRefused(long seed) throws IOException {
        String[] names = {
            "01_canonical_daily.csv", "04_thousands_dot_decimal_comma.csv", "09_mixed_formats_excel_damage.csv",
            "14_mixed_offsets.csv", "28_wide_series_in_columns.csv", "29_wide_dates_in_columns.csv",
            "30_preamble_and_footer.csv", "27_ragged_start_ends_zero_lead.csv"
        };
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < MUTANTS / 3; i++) {
            byte[] file = damaged(SeriesFilesTest.resource(names[i % names.length]), random);
            try {
                Read.of(file, Wishes.NONE);
                read++;
                BothWays.assertSame(file);
            } catch (UnreadableFileException e) {
                assertTrue(e.finding().code().matches("[A-Z_]+"));
            }
        }
        assertTrue(read > MUTANTS / 12, "too few were read to mean anything: " + read);
    }

    private static byte[] damaged(byte[] file, Random random) {
        StringBuilder text = new StringBuilder(new String(file, StandardCharsets.ISO_8859_1));
        String[] poison = {"\"", "\n", "\r", ",", ";", "\0", "'", "\u00ff", "-", "9".repeat(400), "\t", " ", "=1+1", ""
        };
        for (int k = 0; k < 1 + random.nextInt(6); k++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(4));
            text.replace(at, end, poison[random.nextInt(poison.length)]);
        }
        if (random.nextInt(4) == 0) {
            text.setLength(random.nextInt(text.length()));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 3_000_000})
    void aQuoteThatDoesNotEndIsNamedWithItsLine(int length) {
        String file = "id,date,value\nA,2024-01-01,1\nA,2024-01-02,2\n\"" + "x,\n".repeat(length / 3);
        Finding finding = refused(file);
        assertEquals("UNTERMINATED_QUOTE", finding.code());
        assertEquals(4L, finding.line());
    }

    @Test
    void aQuoteThatDoesNotEndFarInIsNamedWithItsLine() {
        String file = "id,date,value\n" + "A,2024-01-01,1\n".repeat(100_000) + "\"A,2024-01-02,2\n"
                + "A,2024-01-03,1\n".repeat(50_000);
        Finding finding = refused(file);
        assertEquals("UNTERMINATED_QUOTE", finding.code());
        assertEquals(100_002L, finding.line());
    }

    @Test
    void aMillionColumnsAreNoTable() {
        assertEquals(
                "NOT_CSV",
                refused("date" + ",a".repeat(1_000_000) + "\n2024-01-01" + ",1".repeat(1_000_000) + "\n")
                        .code());
        assertEquals(
                "NOT_CSV",
                refused("date" + ",a".repeat(100_000) + "\n2024-01-01" + ",1".repeat(100_000) + "\n")
                        .code());
    }

    @Test
    void aNulByteFarInLosesOneRowAndIsTold() throws IOException {
        Read read =
                Read.of("id,date,value\n" + "A,2024-01-01,1\n".repeat(100_000) + "A\0,2024-01-02,2\nA,2024-01-03,3\n");
        assertEquals(100_001, read.report().rows());
        assertEquals(1L, read.finding("MISSING_ID").count());
    }

    @Test
    void anEndlessLineIsRefused() {
        assertEquals("NOT_CSV", refused("x".repeat(3_000_000)).code());
        String late = "id,date,value\n" + "A,2024-01-01,1\n".repeat(100_000) + "y".repeat(3_000_000);
        assertEquals("UNTERMINATED_QUOTE", refused(late).code());
    }

    private static Finding refused(String file) {
        return assertThrows(UnreadableFileException.class, () -> Read.of(file)).finding();
    }
}
