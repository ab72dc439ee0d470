import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The figures of jobs; `run` beside it starts what it measures. Every figure is of this machine and this run.
public final class JobsBench {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String AUTH = System.getenv("AUTH");
    private static final String DATA = System.getenv("DATA");
    private static final String FORECAST = System.getenv("FORECAST");

    private JobsBench() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "make" -> make(Path.of(args[1]), Integer.parseInt(args[2]));
            case "job" -> System.out.println(job(Path.of(args[1]), args.length > 3 ? args[3] : "auto"));
            case "small" -> small(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "sync" -> sync(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "fair" -> fair(Path.of(args[1]), Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /// Monthly series of five years: level, season, noise.
    private static void make(Path file, int count) throws IOException {
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("shop,month,sales\n");
            for (int series = 0; series < count; series++) {
                for (int t = 0; t < 60; t++) {
                    double value = 100 + series % 50 + 20 * Math.sin(t * Math.PI / 6) + random.nextGaussian() * 5;
                    out.write(String.format(
                            Locale.ROOT, "shop-%06d,%d-%02d-01,%.2f%n", series, 2019 + t / 12, t % 12 + 1, value));
                }
            }
        }
    }

    /// Milliseconds from the first byte of the upload to the stored result.
    private static long job(Path file, String model) throws Exception {
        String token = signUp();
        long start = System.nanoTime();
        String id = submit(token, upload(token, BodyPublishers.ofFile(file)), model);
        await(token, id);
        return (System.nanoTime() - start) / 1_000_000;
    }

    /// Jobs of one series, by several people at once.
    private static void small(int jobs, int people) throws Exception {
        long start = System.nanoTime();
        run(people, () -> {
            String token = signUp();
            String dataset = upload(token, BodyPublishers.ofString(oneSeries()));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < jobs / people; i++) {
                ids.add(submit(token, dataset, "ets"));
            }
            for (String id : ids) {
                await(token, id);
            }
            return 0L;
        });
        System.out.printf(
                Locale.ROOT, "%d jobs of one series by %d people: %.0f jobs/s%n", jobs, people, jobs / seconds(start));
    }

    /// Latency of `POST /forecast` with one series of 60 months.
    private static void sync(int calls, int people) throws Exception {
        StringBuilder values = new StringBuilder();
        for (int t = 0; t < 60; t++) {
            values.append(t == 0 ? "" : ",").append(100 + Math.round(20 * Math.sin(t * Math.PI / 6)) + t * 7 % 5);
        }
        String body = "{\"series\":[{\"frequency\":\"MS\",\"values\":[%s]}],\"horizon\":12}".formatted(values);
        List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
        for (boolean warm : new boolean[] {true, false}) {
            latencies.clear();
            run(people, () -> {
                String token = signUp();
                for (int i = 0; i < (warm ? calls / 4 : calls) / people; i++) {
                    long start = System.nanoTime();
                    call("POST", FORECAST + "/api/v1/forecast", token, "application/json", BodyPublishers.ofString(body));
                    latencies.add(System.nanoTime() - start);
                }
                return 0L;
            });
        }
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "POST /forecast, one series, auto, %d at once: p50 %.1f ms, p99 %.1f ms%n",
                people,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6);
    }

    /// How long light people wait for a job of one series while a heavy one has five large jobs in the queue.
    private static void fair(Path file, int light) throws Exception {
        String heavy = signUp();
        String large = upload(heavy, BodyPublishers.ofFile(file));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            jobs.add(submit(heavy, large, "auto"));
        }
        List<String> tokens = new ArrayList<>();
        List<String> datasets = new ArrayList<>();
        for (int i = 0; i < light; i++) {
            tokens.add(signUp());
            datasets.add(upload(tokens.get(i), BodyPublishers.ofString(oneSeries())));
        }
        List<Long> waits = Collections.synchronizedList(new ArrayList<>());
        List<Integer> people = new ArrayList<>();
        for (int i = 0; i < light; i++) {
            people.add(i);
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(20)) {
            for (int i : people) {
                executor.submit(() -> {
                    long start = System.nanoTime();
                    await(tokens.get(i), submit(tokens.get(i), datasets.get(i), "ets"));
                    return waits.add((System.nanoTime() - start) / 1_000_000);
                });
            }
        }
        long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
        boolean over = Arrays.stream(jobs.toArray(String[]::new)).allMatch(id -> !status(heavy, id).equals("queued")
                && !status(heavy, id).equals("running"));
        System.out.printf(
                "a hundred light people beside one with 25,000 series waiting: wait p50 %d ms, p99 %d ms, longest %d ms"
                        + " (the heavy one was %s)%n",
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1],
                over ? "done by then: too short to tell" : "still at it");
        for (String id : jobs) {
            call("DELETE", FORECAST + "/api/v1/forecasts/" + id, heavy, null, BodyPublishers.noBody());
        }
    }

    private static String oneSeries() {
        StringBuilder csv = new StringBuilder("month,sales\n");
        for (int t = 0; t < 60; t++) {
            csv.append("%d-%02d-01,%d%n".formatted(2019 + t / 12, t % 12 + 1, 100 + t * 7 % 13));
        }
        return csv.toString();
    }

    private static void run(int people, Callable<Long> work) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(people)) {
            for (Future<Long> done : executor.invokeAll(Collections.nCopies(people, work))) {
                done.get();
            }
        }
    }

    private static String signUp() throws IOException, InterruptedException {
        String body = "{\"email\":\"bench%d-%d@example.org\",\"password\":\"a pass phrase for benchmarks\"}"
                .formatted(System.nanoTime(), Thread.currentThread().threadId());
        return field(
                call("POST", AUTH + "/api/v1/auth/register", null, "application/json", BodyPublishers.ofString(body)),
                "access_token");
    }

    private static String upload(String token, BodyPublisher file) throws IOException, InterruptedException {
        return field(call("POST", DATA + "/api/v1/datasets?name=bench", token, "text/csv", file), "id");
    }

    private static String submit(String token, String dataset, String model) throws IOException, InterruptedException {
        String body = "{\"dataset_id\":\"%s\",\"horizon\":12,\"model\":\"%s\"}".formatted(dataset, model);
        return field(
                call("POST", FORECAST + "/api/v1/forecasts", token, "application/json", BodyPublishers.ofString(body)),
                "id");
    }

    private static void await(String token, String id) throws InterruptedException {
        String status = status(token, id);
        while (status.equals("queued") || status.equals("running")) {
            Thread.sleep(20);
            status = status(token, id);
        }
        if (!status.equals("succeeded")) {
            throw new IllegalStateException("The job is " + status);
        }
    }

    private static String status(String token, String id) {
        try {
            return field(
                    call("GET", FORECAST + "/api/v1/forecasts/" + id, token, null, BodyPublishers.noBody()), "status");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String call(String method, String url, String token, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(5)).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + url + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
