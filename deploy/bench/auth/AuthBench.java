import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Drives a running auth-service over HTTP from the same machine: sign-ins, refreshes, token checks, the gap between
/// known and unknown accounts, and what an overload of sign-ins does to everybody else. Run by `run` beside it.
public final class AuthBench {

    private static final String PASSWORD = "a pass phrase for benchmarks";
    private static final Pattern FIELD = Pattern.compile("\"(access_token|refresh_token|device_token)\":\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final String url;
    private final int seconds;
    private final List<Person> people = new ArrayList<>();

    private AuthBench(String url, int seconds) {
        this.url = url;
        this.seconds = seconds;
    }

    private static final class Person {
        final String email = UUID.randomUUID() + "@example.org";
        String access;
        String refresh;
        String device;
    }

    private interface Call {
        int run(int worker) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws Exception {
        AuthBench bench = new AuthBench(args[0], args.length > 1 ? Integer.parseInt(args[1]) : 20);
        bench.open(400);
        bench.rates();
        bench.gap(400);
        bench.overload();
    }

    private void open(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Person person = new Person();
            take(person, send("/api/v1/auth/register", login(person.email, PASSWORD), null));
            people.add(person);
        }
    }

    private void rates() throws Exception {
        load("warm-up", 8, 5, this::signIn);
        load("sign-ins", 16, seconds, this::signIn);
        load("refreshes", 32, seconds, this::refresh);
        load("token checks (GET /auth/verify)", 32, seconds, this::verify);
    }

    /// Of anybody: nobody signs in many times a second.
    private int signIn(int worker) throws IOException, InterruptedException {
        Person person = people.get(ThreadLocalRandom.current().nextInt(people.size()));
        return send("/api/v1/auth/login", login(person.email, PASSWORD), person.device).statusCode();
    }

    private int refresh(int worker) throws IOException, InterruptedException {
        Person person = people.get(worker);
        HttpResponse<String> answer =
                send("/api/v1/auth/refresh", "{\"refresh_token\":\"" + person.refresh + "\"}", null);
        take(person, answer);
        return answer.statusCode();
    }

    private int verify(int worker) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/verify"))
                .header("Authorization", "Bearer " + people.get(worker).access)
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).statusCode();
    }

    /// Wrong passwords for known and unknown accounts in turn, each from an address of its own.
    private void gap(int pairs) throws Exception {
        double[] known = new double[pairs];
        double[] unknown = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            String there = people.get(i % people.size()).email;
            boolean knownFirst = i % 2 == 0;
            for (int turn = 0; turn < 2; turn++) {
                boolean isKnown = knownFirst == (turn == 0);
                String email = isKnown ? there : UUID.randomUUID() + "@example.org";
                long begin = System.nanoTime();
                send("/api/v1/auth/login", login(email, "not the right pass phrase"), null);
                (isKnown ? known : unknown)[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "known against unknown accounts: medians %.2f and %.2f ms, gap %.2f ms over %d pairs%n",
                quantile(known, 0.5),
                quantile(unknown, 0.5),
                Math.abs(quantile(known, 0.5) - quantile(unknown, 0.5)),
                pairs);
    }

    /// Ten times as many sign-ins at once as cores and queue can hold; others refresh meanwhile.
    private void overload() throws Exception {
        int callers = 10 * (64 + Runtime.getRuntime().availableProcessors());
        var quick = new ConcurrentLinkedQueue<Double>();
        AtomicInteger served = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Semaphore done = new Semaphore(0);
        for (int i = 0; i < callers; i++) {
            int worker = i % 32;
            Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        long begin = System.nanoTime();
                        switch (signIn(worker)) {
                            case 200 -> served.incrementAndGet();
                            case 503 -> {
                                quick.add((System.nanoTime() - begin) / 1e6);
                                Thread.sleep(ThreadLocalRandom.current().nextInt(500, 1_500)); // as Retry-After asks
                            }
                            default -> other.incrementAndGet();
                        }
                    }
                } catch (IOException | InterruptedException e) {
                    other.incrementAndGet();
                }
                done.release();
            });
        }
        load("refreshes under " + callers + " signing in", 8, seconds - 2, this::refresh);
        done.acquire(callers);
        double[] refused = quick.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(
                Locale.ROOT,
                "overload: %d served (%.0f a second), %d told 503 (p50 %.1f ms, p99 %.1f ms), %d others%n",
                served.get(),
                served.get() / (double) seconds,
                refused.length,
                quantile(refused, 0.5),
                quantile(refused, 0.99),
                other.get());
    }

    private void load(String what, int workers, int duration, Call call) throws Exception {
        var times = new ConcurrentLinkedQueue<Double>();
        AtomicInteger failures = new AtomicInteger();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(duration);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int worker = i;
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    try {
                        if (call.run(worker) != 200) {
                            failures.incrementAndGet();
                        }
                        times.add((System.nanoTime() - begin) / 1e6);
                    } catch (IOException | InterruptedException e) {
                        failures.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f a second, p50 %.1f ms, p99 %.1f ms, %d failed%n",
                what,
                all.length / (double) duration,
                quantile(all, 0.5),
                quantile(all, 0.99),
                failures.get());
    }

    private HttpResponse<String> send(String path, String body, String device)
            throws IOException, InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("X-Token-Delivery", "body")
                .header("X-Forwarded-For", "10.%d.%d.%d".formatted(
                        random.nextInt(256), random.nextInt(256), random.nextInt(256)))
                .POST(BodyPublishers.ofString(body));
        if (device != null) {
            request.header("X-Device-Token", device);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void take(Person person, HttpResponse<String> answer) {
        Matcher field = FIELD.matcher(answer.body());
        while (field.find()) {
            switch (field.group(1)) {
                case "access_token" -> person.access = field.group(2);
                case "refresh_token" -> person.refresh = field.group(2);
                default -> person.device = field.group(2);
            }
        }
    }

    private static String login(String email, String password) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
