package dev.almanac.launcher.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void aFileBecomesATableAndThreeFiles() throws Exception {
        Path file = write("sales.csv", grouped(3));
        assertEquals(0, run(file.toString(), "--horizon", "6", "--backtest", "2", "--out", out("result")));
        List<String> rows = Files.readAllLines(folder.resolve("result.csv"));
        assertEquals("series_id,model,step,time,mean,lo80,hi80,lo95,hi95,error", rows.getFirst());
        assertEquals(1 + 3 * 6, rows.size());
        assertTrue(rows.get(1).startsWith("s0,combination,1,2025-01-01T00:00:00Z,"), rows.get(1));
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("result.json").toFile());
        assertEquals(3, json.path("forecasts").size());
        JsonNode first = json.path("forecasts").get(0);
        assertEquals(6, first.path("mean").size());
        assertEquals(6, first.path("intervals").path("95").path("hi").size());
        assertEquals(12, first.path("fit").path("season_length").asInt());
        assertTrue(first.path("fit").path("backtest").size() > 3);
        assertEquals(
                3,
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("result.svg").toFile())
                        .getElementsByTagName("g")
                        .getLength());
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("2025-06-01") && text.contains("3 series forecast, 0 not."), text);
        assertTrue(text.contains("seasonal_naive"), text);
    }

    @Test
    void theOrderOfRowsChangesNoForecast() throws Exception {
        List<String> lines = new ArrayList<>(grouped(3).lines().toList());
        String header = lines.removeFirst();
        lines.sort((a, b) -> a.substring(a.indexOf(',')).compareTo(b.substring(b.indexOf(',')))); // by time
        Path together = write("together.csv", grouped(3));
        Path mixed = write("mixed.csv", header + "\n" + String.join("\n", lines) + "\n");
        assertEquals(0, run(together.toString(), "--horizon", "3", "--out", out("a.csv")));
        assertEquals(0, run(mixed.toString(), "--horizon", "3", "--out", out("b.csv")));
        List<String> a =
                Files.readAllLines(folder.resolve("a.csv")).stream().sorted().toList();
        List<String> b =
                Files.readAllLines(folder.resolve("b.csv")).stream().sorted().toList();
        assertEquals(a, b);
    }

    @Test
    void aSeriesThatFailsIsReportedInItsPlaceAndTheOthersGoOn() throws Exception {
        String csv = grouped(2).replace("s1,2020-01-01", "short,2020-01-01");
        Path file = write("one-bad.csv", csv);
        assertEquals(1, run(file.toString(), "--horizon", "3", "--out", out("bad.csv")));
        List<String> rows = Files.readAllLines(folder.resolve("bad.csv"));
        assertEquals("short,,,,,,,,,\"The series needs at least 3 observations, has 1\"", rows.get(4));
        assertEquals(1 + 3 + 1 + 3, rows.size());
    }

    @Test
    void manySeriesGoThroughOneByOne() throws Exception {
        StringBuilder csv = new StringBuilder("id,date,y\n");
        for (int i = 0; i < 20_000; i++) {
            for (int t = 1; t <= 5; t++) {
                csv.append('s')
                        .append(i)
                        .append(",200")
                        .append(t)
                        .append("-01-01,")
                        .append(i % 7 + t)
                        .append('\n');
            }
        }
        Path file = write("many.csv", csv.toString());
        assertEquals(0, run(file.toString(), "--horizon", "1", "--model", "naive", "--out", out("many.csv.out.csv")));
        assertEquals(
                20_001, Files.readAllLines(folder.resolve("many.csv.out.csv")).size());
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("20,000 series forecast, 0 not."));
    }

    @Test
    void mistakesAreNamed() throws Exception {
        Path file = write("sales.csv", grouped(1));
        assertMistake("a CSV file is needed", "--horizon", "3");
        assertMistake("--horizon is needed", file.toString());
        assertMistake("--horizon takes a whole number from 1 to 10000, was 0", file.toString(), "--horizon", "0");
        assertMistake("no model is called magic", file.toString(), "--horizon", "3", "--model", "magic");
        assertMistake("--levels takes percentages between", file.toString(), "--horizon", "3", "--levels", "0,80");
        assertMistake("not understood: --wrong", file.toString(), "--wrong");
        assertMistake("there is no file", folder.resolve("none.csv").toString(), "--horizon", "3");
        Path empty = write("empty.csv", "");
        assertMistake("cannot be used: The file is empty", empty.toString(), "--horizon", "3");
        Path ambiguous = write("dates.csv", "date,y\n02/01/2024,1\n03/01/2024,2\n04/01/2024,3\n05/01/2024,5\n");
        assertMistake(
                "can be read in more than one way: dd/MM/yyyy and MM/dd/yyyy both fit",
                ambiguous.toString(),
                "--horizon",
                "1");
        assertEquals(
                0,
                run(
                        ambiguous.toString(),
                        "--horizon",
                        "1",
                        "--time-format",
                        "MM/dd/yyyy",
                        "--out",
                        out("dates-out.csv")));
        assertTrue(Files.readString(folder.resolve("dates-out.csv")).contains("2024-06-01T"));
    }

    private void assertMistake(String words, String... arguments) {
        var mistake = assertThrows(IllegalArgumentException.class, () -> run(arguments));
        assertTrue(mistake.getMessage().contains(words), mistake.getMessage());
    }

    private int run(String... arguments) throws Exception {
        return ForecastCommand.run(
                List.of(arguments),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private String out(String name) {
        return folder.resolve(name).toString();
    }

    private Path write(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    /// Five years of months a series.
    private static String grouped(int series) {
        StringBuilder csv = new StringBuilder("id,month,sales\n");
        for (int i = 0; i < series; i++) {
            for (int t = 0; t < 60; t++) {
                csv.append('s').append(i).append(",%d-%02d-01,".formatted(2020 + t / 12, 1 + t % 12));
                csv.append(100 + 10 * i + (t % 12 < 2 ? 50 : 0) + t * 7 % 5).append('\n');
            }
        }
        return csv.toString();
    }
}
