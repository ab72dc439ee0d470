import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.almanac.reader.Inference;
import dev.almanac.reader.SeriesReader;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The figures of data-service; `run` beside it starts what it measures. Every figure is of this machine and this run.
public final class DataBench {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int DAYS = 1_500;

    private DataBench() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "make" -> make(Path.of(args[1]), Long.parseLong(args[2]));
            case "parse" -> parse(Path.of(args[1]));
            case "encrypt" -> encrypt();
            case "sign-up" -> System.out.println(signUp(args[1]));
            case "upload" -> upload(args[1], args[2], Path.of(args[3]), Integer.parseInt(args[4]));
            case "series" -> series(args[1], args[2], args[3], Integer.parseInt(args[4]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /// Daily series of 1,500 observations: level, week, noise, two decimals.
    private static void make(Path file, long bytes) throws IOException {
        Random random = new Random(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("unique_id,ds,y\n".getBytes(StandardCharsets.US_ASCII));
            LocalDate first = LocalDate.of(2015, 1, 1);
            String[] days = new String[DAYS];
            Arrays.setAll(days, i -> first.plusDays(i).toString());
            long written = 0;
            for (int s = 0; written < bytes; s++) {
                StringBuilder rows = new StringBuilder();
                for (int i = 0; i < DAYS; i++) {
                    double value = 100 + 20 * Math.sin(i / 7.0) + random.nextGaussian() * 5;
                    rows.append("series_").append(s).append(',').append(days[i]).append(',');
                    rows.append(Math.round(value * 100) / 100.0).append('\n');
                }
                byte[] text = rows.toString().getBytes(StandardCharsets.US_ASCII);
                out.write(text);
                written += text.length;
            }
        }
    }

    /// One thread: our typed parse beside FastCSV with the usual `LocalDate.parse` and `Double.parseDouble`.
    private static void parse(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Inference inference = Inference.of(Arrays.copyOf(bytes, Inference.SAMPLE_BYTES), false);
        double ours = 0;
        double theirs = 0;
        for (int round = 0; round < 6; round++) {
            ours = Math.max(ours, rate(bytes, () -> {
                long[] sum = new long[1];
                new SeriesReader(inference).read(new ByteArrayInputStream(bytes), (name, time, value) -> sum[0] += time);
            }));
            theirs = Math.max(theirs, rate(bytes, () -> fastCsv(bytes)));
        }
        System.out.printf(Locale.ROOT, "typed parse: ours %.0f MB/s, FastCSV typed %.0f MB/s, ratio %.1f%n", ours, theirs, ours / theirs);
    }

    private static double fastCsv(byte[] bytes) throws IOException {
        double sum = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8))) {
            boolean header = true;
            for (CsvRecord row : csv) {
                if (!header) {
                    sum += row.getField(0).length() + LocalDate.parse(row.getField(1)).toEpochDay() + Double.parseDouble(row.getField(2));
                }
                header = false;
            }
        }
        return sum;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double rate(byte[] bytes, Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return bytes.length / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    /// The cipher of stored objects, one thread; `openssl speed` is run beside it.
    private static void encrypt() throws Exception {
        byte[] plain = new byte[64 << 20];
        AesGcmHkdfStreaming cipher = new AesGcmHkdfStreaming(new byte[32], "HmacSha256", 32, 1 << 20, 0);
        double best = 0;
        for (int round = 0; round < 12; round++) {
            best = Math.max(best, rate(plain, () -> {
                try (OutputStream out = cipher.newEncryptingStream(OutputStream.nullOutputStream(), new byte[0])) {
                    for (int at = 0; at < plain.length; at += 1 << 20) {
                        out.write(plain, at, 1 << 20);
                    }
                } catch (java.security.GeneralSecurityException e) {
                    throw new IOException(e);
                }
            }));
        }
        System.out.printf(Locale.ROOT, "encryption: ours %.0f MB/s%n", best);
    }

    private static String signUp(String auth) throws Exception {
        String body = "{\"email\":\"bench%d@example.org\",\"password\":\"a pass phrase for benchmarks\"}".formatted(System.nanoTime());
        HttpRequest request = HttpRequest.newBuilder(URI.create(auth + "/api/v1/auth/register"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return field(HTTP.send(request, BodyHandlers.ofString()).body(), "access_token");
    }

    /// First byte to the answer that everything is durable and read.
    private static void upload(String data, String token, Path file, int rounds) throws Exception {
        double best = 0;
        String id = "";
        for (int round = 0; round < rounds; round++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(data + "/api/v1/datasets?name=bench"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofFile(file))
                    .build();
            long start = System.nanoTime();
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            double seconds = (System.nanoTime() - start) / 1e9;
            if (answer.statusCode() != 201) {
                throw new IOException(answer.body());
            }
            best = Math.max(best, Files.size(file) / 1e6 / seconds);
            id = field(answer.body(), "id");
        }
        System.err.printf(Locale.ROOT, "upload to ready: %.0f MB of CSV at %.0f MB/s (best of %d)%n", Files.size(file) / 1e6, best, rounds);
        System.out.println(id);
    }

    /// One series of a dataset, chosen at random, over HTTP.
    private static void series(String data, String token, String id, int count) throws Exception {
        Random random = new Random(2);
        double[] millis = new double[300];
        for (int i = -50; i < millis.length; i++) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(data + "/api/v1/datasets/" + id + "/series/series_" + random.nextInt(count)))
                    .header("Authorization", "Bearer " + token)
                    .build();
            long start = System.nanoTime();
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.body());
            }
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "one series of %d: p50 %.1f ms, p99 %.1f ms%n", count, millis[150], millis[297]);
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException(json);
        }
        return matcher.group(1);
    }
}
