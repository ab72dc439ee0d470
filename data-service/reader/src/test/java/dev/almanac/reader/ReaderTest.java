package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReaderTest {

    @Test
    void readsALongFileWithIds() throws IOException {
        Read read = read("unique_id,ds,y\na,2024-01-01,1.5\na,2024-01-02,2\nb,2024-01-01,-3e2\n");
        assertEquals("unique_id", read.mapping.idColumn());
        assertEquals("ds", read.mapping.timeColumn());
        assertEquals(List.of("y"), read.mapping.valueColumns());
        assertEquals("a 2024-01-01T00:00:00Z 1.5", read.rows.getFirst());
        assertEquals("b 2024-01-01T00:00:00Z -300.0", read.rows.getLast());
    }

    @Test
    void readsTwoColumnsWithoutAHeader() throws IOException {
        Read read = read("1949-01,112\n1949-02,118\n");
        assertNull(read.mapping.idColumn());
        assertFalse(read.mapping.header());
        assertEquals("0", read.mapping.timeColumn());
        assertEquals("1 1949-02-01T00:00:00Z 118.0", read.rows.getLast());
    }

    @Test
    void readsSemicolonsAndDecimalCommas() throws IOException {
        Read read = read("\uFEFFDatum;Wert\n31.12.2023;1,5\n01.01.2024;2,25\n");
        assertEquals(",", read.mapping.decimal());
        assertEquals("dd/MM/yyyy", read.mapping.timeFormat());
        assertEquals("Wert 2024-01-01T00:00:00Z 2.25", read.rows.getLast());
    }

    @Test
    void asksWhenDayAndMonthCouldBeSwapped() {
        Inference inference = infer("date,value\n01/02/2024,1\n02/02/2024,2\n03/02/2024,3\n");
        assertTrue(inference.needsConfirmation());
        assertEquals("dd/MM/yyyy", inference.mapping().timeFormat());
        assertFalse(infer("date,value\n13/02/2024,1\n14/02/2024,2\n").needsConfirmation());
        assertEquals(
                "MM/dd/yyyy",
                infer("date,value\n02/13/2024,1\n02/14/2024,2\n").mapping().timeFormat());
    }

    @Test
    void namesTheRowThatItCannotRead() throws IOException {
        String body = "ds,y\n" + "2024-01-01,1\n".repeat(3_000) + "2024-01-02,twelve\n2024-01-03,\n";
        Read read = read(body);
        assertEquals("UNPARSABLE_VALUE", read.findings.getFirst().code());
        assertEquals(3_002L, read.findings.getFirst().line());
        assertEquals("twelve", read.findings.getFirst().value());
        assertEquals("MISSING_VALUES", read.findings.getLast().code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            EMPTY_FILE | ''
            NO_DATA    | 'ds,y'
            NO_DATA    | 'ds,y\\n2024-01-01,red\\n2024-01-02,green'
            NO_DATA    | 'name,y\\nred,1\\ngreen,2'
            NOT_CSV    | '\\0\\1\\2binary'
            """)
    void refusesWhatHoldsNoSeries(String code, String text) {
        String content = text.replace("\\n", "\n")
                .replace("\\0", "\0")
                .replace("\\1", "\1")
                .replace("\\2", "\2");
        var refused = assertThrows(UnreadableFileException.class, () -> infer(content));
        assertEquals(code, refused.finding().code());
    }

    @ParameterizedTest
    @CsvSource({
        "MS, 12, 2024-01-01, 2024-02-01, 2024-03-01, 2024-05-01",
        "ME, 12, 2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30",
        "QS, 4, 2024-01-01, 2024-04-01, 2024-07-01, 2024-10-01",
        "YS, 1, 2020-01-01, 2021-01-01, 2022-01-01, 2023-01-01",
        "D, 7, 2024-01-01, 2024-01-02, 2024-01-03, 2024-01-06",
        "W-MON, 52, 2024-01-01, 2024-01-08, 2024-01-15, 2024-01-22",
        ", 1, 2024-01-01, 2024-01-03, 2024-01-09, 2024-01-10"
    })
    void recognisesFrequencies(String code, int season, String a, String b, String c, String d) {
        long[] times = List.of(a, b, c, d).stream()
                .mapToLong(day -> Instant.parse(day + "T00:00:00Z").toEpochMilli())
                .toArray();
        assertEquals(new Frequency(code, season), Frequency.of(times));
    }

    @Test
    void stepsThroughTheCalendar() {
        Instant end = Instant.parse("2024-01-31T00:00:00Z");
        assertEquals(Instant.parse("2024-02-29T00:00:00Z"), Frequency.after("ME", end, 1, 0));
        assertEquals(Instant.parse("2024-03-31T00:00:00Z"), Frequency.after("ME", end, 2, 0));
        Instant friday = Instant.parse("2024-02-02T00:00:00Z");
        assertEquals(Instant.parse("2024-02-05T00:00:00Z"), Frequency.after("B", friday, 1, 0));
    }

    private static Inference infer(String text) {
        return Inference.of(text.getBytes(StandardCharsets.UTF_8), true);
    }

    private static Read read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Inference inference = infer(text);
        List<String> rows = new ArrayList<>();
        List<Finding> findings = new SeriesReader(inference.mapping(), inference.columns())
                .read(
                        new ByteArrayInputStream(bytes),
                        (id, time, value) -> rows.add(id + " " + Instant.ofEpochMilli(time) + " " + value));
        return new Read(inference.mapping(), rows, findings);
    }

    private record Read(Mapping mapping, List<String> rows, List<Finding> findings) {}
}
