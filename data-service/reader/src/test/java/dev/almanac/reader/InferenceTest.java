package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            yyyy-MM-dd               | 2024-02-29                 | 2024-02-29T00:00:00Z
            yyyy/MM/dd               | 2024/2/9                   | 2024-02-09T00:00:00Z
            yyyyMMdd                 | 20240229                   | 2024-02-29T00:00:00Z
            dd.MM.yyyy               | 29.02.2024                 | 2024-02-29T00:00:00Z
            MM/dd/yyyy               | 02/29/2024                 | 2024-02-29T00:00:00Z
            dd-MM-yy                 | 29-02-24                   | 2024-02-29T00:00:00Z
            dd-MMM-yyyy              | 29-Feb-2024                | 2024-02-29T00:00:00Z
            dd. MMM yyyy             | 29. Februar 2024           | 2024-02-29T00:00:00Z
            MMM dd, yyyy             | February 29, 2024          | 2024-02-29T00:00:00Z
            MMM-yyyy                 | Mar-2024                   | 2024-03-01T00:00:00Z
            MMM yyyy                 | März 2024                  | 2024-03-01T00:00:00Z
            MMM-yy                   | Mar-24                     | 2024-03-01T00:00:00Z
            yyyy-MM                  | 2024-03                    | 2024-03-01T00:00:00Z
            yyyy'M'MM                | 2024M03                    | 2024-03-01T00:00:00Z
            yyyy'Q'q                 | 2024Q2                     | 2024-04-01T00:00:00Z
            'Q'q yyyy                | Q4 2024                    | 2024-10-01T00:00:00Z
            YYYY-'W'ww               | 2020-W53                   | 2020-12-28T00:00:00Z
            YYYY-'W'ww-e             | 2024-W01-2                 | 2024-01-02T00:00:00Z
            yyyy                     | 1999                       | 1999-01-01T00:00:00Z
            epoch_s                  | 1704067200                 | 2024-01-01T00:00:00Z
            epoch_ms                 | 1704067200123              | 2024-01-01T00:00:00.123Z
            excel                    | 45292.5                    | 2024-01-01T12:00:00Z
            yyyy-MM-dd'T'HH:mm:ssX   | 2024-01-01T02:30:00+02:00  | 2024-01-01T00:30:00Z
            yyyy-MM-dd'T'HH:mm:ssX   | 2024-01-01T02:30:00Z       | 2024-01-01T02:30:00Z
            yyyy-MM-dd HH:mm:ss.SSS  | 2024-01-01 02:30:00.25     | 2024-01-01T02:30:00.250Z
            dd/MM/yyyy HH:mm         | 31/01/2024 24:00           | 2024-02-01T00:00:00Z
            MM/dd/yyyy HH:mm a       | 01/31/2024 12:05 AM        | 2024-01-31T00:05:00Z
            """)
    void readsTimesAsTheyAreWritten(String pattern, String text, Instant time) {
        assertTrue(
                TimePatterns.fitting(text).stream().anyMatch(each -> each.code().equals(pattern)),
                () -> TimePatterns.fitting(text).stream()
                        .map(TimePattern::code)
                        .toList()
                        .toString());
        assertEquals(time.toEpochMilli(), TimeFormat.ofCode(pattern).read(text));
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd, 2023-02-29",
        "yyyy-MM-dd, 2024-13-01",
        "yyyy-MM-dd, 2024-1x-01",
        "dd/MM/yyyy, 31/04/2024",
        "YYYY-'W'ww, 2021-W53",
        "yyyy'Q'q, 2024Q5",
        "yyyyMMdd, 2024115",
        "epoch_s, 12345",
        "HH:mm yyyy, 25:00 2024",
        "yyyy-MM-dd'T'HH:mmX, 2024-01-01T00:00",
        "yyyy-MM-dd HH:mm, 2024-01-01 00:61"
    })
    void refusesTimesThatAreNone(String pattern, String text) {
        assertEquals(TimeFormat.NONE, TimeFormat.ofCode(pattern).read(text));
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TimeFormat.ofCode("yyyy-MM-dd kk"))
                .getMessage()
                .contains("kk"));
        assertThrows(IllegalArgumentException.class, () -> TimeFormat.ofCode("dd/MM"));
        assertThrows(IllegalArgumentException.class, () -> TimeFormat.ofCode("yyyy-MM-dd|yyyy-MM-dd'T'HH:mmX"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
            ;  | 1,5 2,25 1000,0              | ,  | -  | -
            ;  | 1.000,50 2.000,00            | ,  | .  | -
            ,  | 1,000.50 12,000.00           | .  | ,  | -
            ;  | 1'000.50 12'000.00           | .  | '  | -
            ,  | 1.5 -3e2 .5                  | .  | -  | -
            ,  | $1.50 $2.00                  | .  | -  | $
            ,  | 12% 13.5%                    | .  | -  | %
            """)
    void findsHowNumbersAreWritten(char delimiter, String cells, String decimal, String thousands, String unit) {
        NumberForm form = NumberForm.of(List.of(cells.split(" ")), delimiter);
        assertEquals(decimal, String.valueOf(form.decimal()));
        assertEquals(thousands, form.thousands());
        assertEquals(unit, form.unit());
        assertTrue(form.rivals().isEmpty());
    }

    @Test
    void asksWhichNumberIsMeantWhenTwoReadingsFit() throws IOException {
        String file = "day;sold\n2024-01-01;1.234\n2024-01-02;2.345\n2024-01-03;3.456\n";
        Read proposed = Read.of(file);
        assertTrue(proposed.report().needsConfirmation());
        assertEquals("1.234", proposed.finding("AMBIGUOUS_NUMBER_FORMAT").value());
        assertEquals(2, proposed.finding("AMBIGUOUS_NUMBER_FORMAT").fixes().size());
        Read settled = Read.of(file + "2024-01-04;0.5\n");
        assertFalse(settled.report().needsConfirmation());
        assertEquals(1.234, settled.series().get("sold").getFirst().value());
    }

    @Test
    void aLaterRowDecidesTheOrderOfDayAndMonth() throws IOException {
        StringBuilder file = new StringBuilder("date,value\n");
        for (int i = 0; i < 9_000; i++) {
            file.append("%02d/%02d/%d,1\n".formatted(1 + i % 12, 1 + i / 12 % 12, 1900 + i / 144));
        }
        assertTrue(Read.of(file.toString()).report().needsConfirmation());
        Read dayFirst = Read.of(file + "13/01/2024,1\n");
        assertEquals("dd/MM/yyyy", dayFirst.mapping().timeFormat());
        assertFalse(dayFirst.report().needsConfirmation());
        Read monthFirst = Read.of(file + "01/13/2024,1\n");
        assertEquals("MM/dd/yyyy", monthFirst.mapping().timeFormat());
        assertFalse(monthFirst.report().needsConfirmation());
        assertEquals(9_001, monthFirst.report().rows());
    }

    @Test
    void anOrderNeverFlipsInsideAColumn() throws IOException {
        Read read = Read.of("date,value\n13/02/2024,1\n14/02/2024,2\n15/02/2024,3\n02/16/2024,4\n17/02/2024,5\n");
        assertEquals("dd/MM/yyyy", read.mapping().timeFormat());
        assertEquals("02/16/2024", read.finding("UNPARSABLE_TIME").value());
        assertEquals(5L, read.finding("UNPARSABLE_TIME").line());
        assertTrue(read.report().needsConfirmation());
        assertEquals(4, read.report().rows());
    }

    @Test
    void aFormatThatBeginsLateIsFound() throws IOException {
        StringBuilder rows = new StringBuilder("date,value\n");
        LocalDate day = LocalDate.of(2010, 1, 1);
        for (int i = 0; i < 4_000; i++, day = day.plusDays(1)) {
            String date = i < 3_000
                    ? "%02d.%02d.%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear())
                    : day.toString();
            rows.append(date).append(",1\n");
        }
        Read read = Read.of(rows.toString());
        assertEquals("dd.MM.yyyy|yyyy-MM-dd", read.mapping().timeFormat());
        assertEquals(3_002L, read.finding("MIXED_DATE_FORMATS").line());
        assertEquals("D", read.report().frequency().code());
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,true", "UTF-16BE,true", "UTF-16LE,false", "UTF-8,true", "windows-1252,false"})
    void findsTheEncoding(String charset, boolean mark) throws IOException {
        String text = (mark ? "\ufeff" : "")
                + "Größe;Datum;Menge\nKöln;2024-01-01;1,5\nKöln;2024-01-02;2,5\nKöln;2024-01-03;2,5\n";
        Read read = Read.of(text.getBytes(Charset.forName(charset)), Wishes.NONE);
        assertEquals(charset.toLowerCase(java.util.Locale.ROOT), read.mapping().encoding());
        assertEquals("Größe", read.mapping().idColumn());
        assertEquals(2.5, read.series().get("Köln").getLast().value());
    }

    @Test
    void aByteFarInSaysThatItIsNotUtf8() throws IOException {
        String text = "id,date,value\n" + "A,2024-01-01,1\n".repeat(100_000) + "Köln,2024-01-02,2\n";
        Read read = Read.of(text.getBytes(StandardCharsets.ISO_8859_1), Wishes.NONE);
        assertEquals("windows-1252", read.mapping().encoding());
        assertTrue(read.series().containsKey("Köln"));
    }

    @Test
    void twoColumnsMakeATimeAndTwoColumnsAName() throws IOException {
        Read read = Read.of("""
                date,hour,region,product,sold,weekday
                2024-01-01,00:00,north,a,1,Mon
                2024-01-01,00:00,north,b,2,Mon
                2024-01-01,00:00,south,a,3,Mon
                2024-01-01,00:00,south,b,4,Mon
                2024-01-01,01:00,north,a,1,Tue
                2024-01-01,01:00,north,b,2,Tue
                2024-01-01,01:00,south,a,3,Tue
                2024-01-01,01:00,south,b,4,Tue
                """);
        assertEquals("hour", read.mapping().timeOfDayColumn());
        assertEquals(List.of("region", "product"), read.mapping().ids());
        assertEquals(
                3_600_000,
                read.series().get("south/a").get(1).time()
                        - read.series().get("south/a").get(0).time());
        assertEquals("weekday", read.finding("CATEGORICAL_FEATURE").column());
    }

    @Test
    void numbersCanNameSeries() throws IOException {
        Read read = Read.of(
                "date,store,item,sales\n2024-01-01,1,1,5\n2024-01-02,1,1,6\n2024-01-01,2,1,7\n2024-01-02,2,1,8\n");
        assertEquals(List.of("store", "item"), read.mapping().ids());
        assertEquals(List.of("sales"), read.mapping().valueColumns());
    }

    @Test
    void unitsStandBetweenHeaderAndRows() throws IOException {
        Read read = Read.of(
                "time;power\n[UTC];[kW]\n2024-01-01 00:00;1,5\n2024-01-01 01:00;2,5\n2024-01-01 02:00;2,5\n2024-01-01 03:00;2,0\n");
        assertEquals(2L, read.finding("MULTIROW_HEADER").count());
        assertEquals(List.of("power"), read.mapping().valueColumns());
        assertEquals(4, read.report().rows());
    }

    @Test
    void aFileWithoutHeaderHasColumnsByPosition() throws IOException {
        Read read = Read.of("2024-01-01,5\n2024-01-02,6\n2024-01-03,7\n");
        assertFalse(read.mapping().header());
        assertEquals("0", read.mapping().timeColumn());
        assertEquals(List.of("1"), read.mapping().valueColumns());
        assertEquals(3, read.report().rows());
        assertTrue(read.codes().contains("NO_HEADER"));
    }

    @Test
    void yearsCanStandInTheHeader() throws IOException {
        Read read = Read.of("country,2019,2020,2021,2022\nFrance,1,2,3,4\nSpain,5,,7,8\n");
        assertEquals("wide_rows", read.mapping().layout());
        assertEquals("country", read.mapping().idColumn());
        assertEquals("YS", read.report().frequency().code());
        assertTrue(Double.isNaN(read.series().get("Spain").get(1).value()));
    }

    @Test
    void wishesStandAgainstWhatIsInferred() throws IOException {
        Wishes wishes = new Wishes(
                null, null, null, null, null, null, List.of(), "date", null, List.of("b"), null, "Europe/Berlin", null);
        Read read = Read.of("date,a,b\n2024-01-01,1,2\n2024-01-02,3,4\n2024-01-03,3,4\n", wishes);
        assertEquals(List.of("b"), read.mapping().valueColumns());
        assertEquals(
                Instant.parse("2023-12-31T23:00:00Z").toEpochMilli(),
                read.series().get("b").getFirst().time());
        assertEquals("D", read.report().frequency().code());
        assertEquals(1, read.mapping().inference().get("time_column").confidence());
        Wishes wrong = new Wishes(null, null, null, null, null, null, null, "day", null, null, null, null, null);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Read.of("date,a\n2024-01-01,1\n", wrong))
                .getMessage()
                .contains("[date, a]"));
    }

    @Test
    void aNamedZoneExplainsBothChangesOfTheClock() throws IOException {
        Wishes berlin =
                new Wishes(null, null, null, null, null, null, null, null, null, null, null, "Europe/Berlin", null);
        Read autumn = Read.of(SeriesFilesTest.resource("13_dst_autumn_local_hourly.csv"), berlin);
        assertEquals(List.of(), autumn.codes());
        assertEquals("h", autumn.report().frequency().code());
        Read spring = Read.of(SeriesFilesTest.resource("12_dst_spring_local_hourly.csv"), berlin);
        assertEquals(List.of(), spring.codes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EMPTY_FILE         | ''
            EMPTY_FILE         | '\\n \\n'
            NO_DATA            | 'ds,y'
            NO_DATA            | 'ds,y\\n2024-01-01,red\\n2024-01-02,green'
            NO_DATA            | 'name,y\\nred,1\\ngreen,2'
            NOT_CSV            | '\\0\\1\\2binary'
            NOT_CSV            | 'PK\\3\\4xx'
            NOT_CSV            | '{"a":1}'
            UNTERMINATED_QUOTE | 'ds,y\\n2024-01-01,1\\n"2024-01-02,2\\n'
            """)
    void refusesWhatHoldsNoSeries(String code, String text) {
        String content = text.translateEscapes();
        var refused = assertThrows(UnreadableFileException.class, () -> Read.of(content));
        assertEquals(code, refused.finding().code());
    }

    @Test
    void namesTheRowThatItCannotRead() throws IOException {
        Read read = Read.of("ds,y\n" + "2024-01-01,1\n".repeat(3_000) + "2024-01-02,twelve\n2024-01-03,\n");
        Finding finding = read.finding("UNPARSABLE_VALUE");
        assertEquals(3_002L, finding.line());
        assertEquals("twelve", finding.value());
        assertEquals("y", finding.column());
        assertEquals(1L, read.finding("MISSING_VALUES").count());
        assertNull(read.finding("MISSING_VALUES").line());
    }

    /// What fits no reading says nothing for either.
    @Test
    void aFooterDoesNotAnswerAQuestion() throws IOException {
        String dates = "date,value\n01/01/2024,2\n02/01/2024,3\n03/01/2024,5\n01/02/2024,6\n02/02/2024,5\n";
        assertTrue(Read.of(dates + "Total,99\n").codes().containsAll(List.of("AMBIGUOUS_DATE_FORMAT", "FOOTER")));
        StringBuilder numbers = new StringBuilder("date;value\n");
        for (int i = 0; i < 40; i++) {
            numbers.append(LocalDate.of(2024, 1, 1).plusDays(i))
                    .append(";1.")
                    .append(100 + i)
                    .append('\n');
        }
        assertTrue(Read.of(dates + "nonsense,7\n03/02/2024,5\n").codes().contains("AMBIGUOUS_DATE_FORMAT"));
        assertTrue(Read.of(numbers + "2024-03-04;n.v.\n").codes().contains("AMBIGUOUS_NUMBER_FORMAT"));
    }

    @Test
    void aSeparatorThatTheSampleHadNotIsNotGuessed() throws IOException {
        StringBuilder file = new StringBuilder("Datum;Menge\n");
        LocalDate day = LocalDate.of(2010, 1, 1);
        for (int i = 0; i < 2_500; i++, day = day.plusDays(1)) {
            file.append(day).append(";900\n");
        }
        assertTrue(Read.of(file + "2020-01-01;1.050\n").codes().contains("AMBIGUOUS_NUMBER_FORMAT"));
        Read german = Read.of(file + "2020-01-01;1.050,5\n");
        assertFalse(german.report().needsConfirmation());
        assertEquals(1_050.5, german.series().get("Menge").getLast().value());
        assertEquals(
                0.5,
                Read.of(file + "2020-01-01;0.5\n")
                        .series()
                        .get("Menge")
                        .getLast()
                        .value());
    }

    @Test
    void rowsWithMoreFieldsThanColumnsAreLeftOutAndTold() throws IOException {
        Read read = Read.of("date,id,value\n2024-01-01,A,1\n2024-01-02,A,1,000\n2024-01-03,A,3\n2024-01-04,A,4,\n");
        assertEquals(3, read.report().rows());
        assertEquals(3L, read.finding("RAGGED_ROWS").line());
        assertTrue(Read.of("date,value\n2024-01-01,100,5\n2024-01-02,101,5\n2024-01-03,102,5\n")
                .report()
                .needsConfirmation());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            year,month,value\\n2023,1,5\\n2023,2,6\\n2023,3,7\\n2024,1,8\\n
            date,hour,load\\n2024-01-01,0,5\\n2024-01-01,1,6\\n2024-01-02,0,7\\n2024-01-02,1,8\\n
            year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec\\n2022,1,2,3,4,5,6,7,8,9,8,7,6\\n2023,1,2,3,4,5,6,7,8,9,8,7,6\\n2024,1,2,3,4,5,6,7,8,9,8,7,6\\n
            """)
    void timesThatAreSpreadOverColumnsAreAQuestion(String file) throws IOException {
        Read read = Read.of(file.replace("\\n", "\n"));
        assertTrue(
                read.codes().contains("AMBIGUOUS_COLUMNS"), () -> read.codes().toString());
        assertTrue(read.report().needsConfirmation());
    }

    @Test
    void measuresDoNotNameSeries() throws IOException {
        assertEquals(
                "store",
                Read.of("date,sales,store\n2024-01-01,3,1\n2024-01-01,4,2\n2024-01-02,5,1\n2024-01-02,3,2\n")
                        .mapping()
                        .idColumn());
        StringBuilder constant = new StringBuilder("date,a,b\n");
        StringBuilder repeated = new StringBuilder("date,value,weather\n2024-01-01,7,wet\n");
        for (int i = 0; i < 25; i++) {
            String day = LocalDate.of(2024, 1, 1).plusDays(i).toString();
            constant.append(day).append(",0,").append(i).append('\n');
            repeated.append(day)
                    .append(",1,")
                    .append(i % 3 == 0 ? "dry" : "wet")
                    .append('\n');
        }
        assertEquals(List.of("a", "b"), Read.of(constant.toString()).mapping().valueColumns());
        Read weather = Read.of(repeated.toString());
        assertNull(weather.mapping().idColumn());
        assertTrue(weather.codes().containsAll(List.of("CATEGORICAL_FEATURE", "DUPLICATE_TIMESTAMPS")));
    }

    @Test
    void aFirstRowWithABadCellIsARow() throws IOException {
        StringBuilder file = new StringBuilder("date,a,b\n2024-01-01,err,4\n");
        for (int i = 1; i < 20; i++) {
            file.append(LocalDate.of(2024, 1, 1).plusDays(i)).append(",5,6\n");
        }
        Read read = Read.of(file.toString());
        assertEquals("err", read.finding("UNPARSABLE_VALUE").value());
        assertEquals(4, read.series().get("b").getFirst().value());
    }

    @Test
    void totalsAndTwinsOfAWideHeaderAreTold() throws IOException {
        Read read = Read.of("country,2020-01,2020-02,2020-03,Total\nDE,1,2,3,6\nFR,4,5,6,15\n");
        assertEquals("country", read.mapping().idColumn());
        assertNull(read.mapping().idColumns());
        assertEquals("Total", read.finding("UNUSED_COLUMN").column());
        assertTrue(Read.of("id,2024-01-01,2024-01-02,2024-01-02\nA,1,2,3\nB,4,5,6\n")
                .codes()
                .contains("UNUSED_COLUMN"));
    }

    @Test
    void everyColumnIsFoundByItsOwnName() throws IOException {
        Read read = Read.of("date,3,A,A\n2024-01-01,1,2,3\n2024-01-02,4,5,6\n2024-01-03,7,8,9\n");
        assertEquals(List.of("3", "A", "A (2)"), read.mapping().valueColumns());
        assertEquals(3, read.series().get("A (2)").getFirst().value());
    }

    @Test
    void monthsCanBeginAnywhereAndBeCalledAnything() throws IOException {
        StringBuilder mid = new StringBuilder("date,value\n");
        for (int i = 0; i < 24; i++) {
            mid.append(LocalDate.of(2022, 1, 15).plusMonths(i)).append(",1\n");
        }
        assertEquals("MS", Read.of(mid.toString()).report().frequency().code());
        assertEquals(
                0,
                Read.of("datum,w\n1 feb 2023,1\n1 mrt 2023,2\n1 apr 2023,3\n1 mei 2023,3\n")
                        .report()
                        .findings()
                        .size());
    }

    @Test
    void aTimeOfDayBesideAWholeTimeIsNotAdded() throws IOException {
        Read read = Read.of(
                "start,duration,value\n2024-01-01 10:00,00:30,1\n2024-01-01 11:00,00:45,2\n2024-01-01 12:00,00:15,2\n2024-01-01 13:00,00:15,2\n");
        assertNull(read.mapping().timeOfDayColumn());
        assertEquals("h", read.report().frequency().code());
        assertTrue(read.codes().contains("UNUSED_COLUMN"));
    }
}
