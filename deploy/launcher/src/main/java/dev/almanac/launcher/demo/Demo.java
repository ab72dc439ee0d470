package dev.almanac.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.log.Receipt;
import dev.almanac.log.VerifierKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Signs up, uploads two real files, forecasts them while it tells the progress, shows the numbers beside the seasonal
/// naive method's, and verifies the audit entries of all that with the log's public key only.
public final class Demo {

    private static final int HORIZON = 12;
    private static final int LOG_TRIES = 40;
    private static final long LOG_PAUSE_MILLIS = 250;

    private final Api api;
    private final Path examples;
    private final PrintStream out;
    private int step;

    public Demo(String url, Path examples, PrintStream out) {
        this.api = new Api(url);
        this.examples = examples;
        this.out = out;
    }

    public void run() throws InterruptedException {
        long began = System.nanoTime();
        signUp();
        String passengers = forecast("air-passengers.csv");
        table(passengers);
        String employment = forecast("us-employment.csv");
        backtest(passengers, employment);
        awaitLogged(employment);
        auditTrail();
        verify(passengers);
        out.printf("%nDone in %.1f s. The console is open to a new account of yours:%n", seconds(began));
    }

    private void signUp() {
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        String name = "demo-" + HexFormat.of().formatHex(random);
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        JsonNode answer = api.post(
                "/api/v1/auth/register",
                Map.of(
                        "email",
                        name + "@example.org",
                        "password",
                        HexFormat.of().formatHex(secret),
                        "full_name",
                        "Demo"));
        api.signedInWith(answer.path("access_token").asText());
        out.println("\n" + ++step + ". Signed up as " + name + "@example.org (a throw-away account)");
    }

    private String forecast(String file) {
        JsonNode dataset = api.upload("/api/v1/datasets?name=" + file, examples.resolve(file));
        out.printf(
                "%n%d. Uploaded %s: %d observations, %d series, frequency %s, season %d, SHA-256 %s...%n",
                ++step,
                file,
                dataset.path("rows").asLong(),
                dataset.path("series_count").asInt(),
                dataset.path("frequency").path("code").asText("per series"),
                dataset.path("frequency").path("season_length").asInt(),
                dataset.path("sha256").asText().substring(0, 12));
        JsonNode job = api.post(
                "/api/v1/forecasts",
                Map.of("dataset_id", dataset.path("id").asText(), "horizon", HORIZON, "levels", List.of(80, 95)));
        String id = job.path("id").asText();
        out.printf("%d. Forecast %s, %d months ahead, live:%n", ++step, id, HORIZON);
        api.follow("/api/v1/ws/jobs/" + id, this::progress);
        String status = api.get("/api/v1/forecasts/" + id).path("status").asText();
        if (!status.equals("succeeded")) {
            throw new DemoFailure("forecast " + id + " is " + status);
        }
        return id;
    }

    private void progress(JsonNode message) {
        if (message.path("type").asText().equals("done")) {
            return;
        }
        int done = message.path("done").asInt();
        int total = message.path("total").asInt();
        int marks = total == 0 ? 0 : 30 * done / total;
        out.printf(
                "   %-9s [%s%s] %d of %d series%n",
                message.path("status").asText(), "#".repeat(marks), ".".repeat(30 - marks), done, total);
    }

    private void table(String id) {
        JsonNode forecast = api.get("/api/v1/forecasts/" + id + "/results")
                .path("forecasts")
                .get(0);
        JsonNode inner = forecast.path("intervals").path("80");
        JsonNode outer = forecast.path("intervals").path("95");
        out.printf(
                "%n   %s by %s (%s)%n   %-10s %9s   %-19s   %-19s%n",
                forecast.path("id").asText(),
                forecast.path("model").asText(),
                forecast.path("fit").path("description").asText(),
                "month",
                "mean",
                "80 % interval",
                "95 % interval");
        for (int ahead = 0; ahead < HORIZON; ahead++) {
            out.printf(
                    "   %-10s %9.1f   %8.1f - %8.1f   %8.1f - %8.1f%n",
                    forecast.path("times").get(ahead).asText().substring(0, 10),
                    forecast.path("mean").get(ahead).asDouble(),
                    inner.path("lo").get(ahead).asDouble(),
                    inner.path("hi").get(ahead).asDouble(),
                    outer.path("lo").get(ahead).asDouble(),
                    outer.path("hi").get(ahead).asDouble());
        }
    }

    private void backtest(String... forecasts) {
        out.println(
                "\n" + ++step + ". Error in the backtest, beside the seasonal naive method (MASE, smaller is better)");
        out.printf("   %-20s %7s %10s %15s %9s%n", "dataset", "series", "Almanac", "seasonal naive", "better by");
        for (String id : forecasts) {
            JsonNode view = api.get("/api/v1/forecasts/" + id);
            JsonNode metrics = view.path("metrics");
            double own = metrics.path("mase").asDouble();
            double naive = metrics.path("seasonal_naive").path("mase").asDouble();
            out.printf(
                    "   %-20s %7d %10.3f %15.3f %7.0f %%%n",
                    view.path("dataset_name").asText(),
                    metrics.path("series").asInt(),
                    own,
                    naive,
                    100 * (1 - own / naive));
        }
    }

    private void awaitLogged(String forecast) throws InterruptedException {
        for (int i = 0; i < LOG_TRIES; i++) {
            String sealed = api.get("/api/v1/forecasts/" + forecast)
                    .path("sealed")
                    .path("status")
                    .asText();
            if (sealed.equals("logged")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOG_PAUSE_MILLIS);
        }
        throw new DemoFailure("the seal did not reach the audit log");
    }

    private void auditTrail() {
        out.println("\n" + ++step + ". What the audit log holds of this");
        out.printf("   %5s  %-24s %-20s %s%n", "entry", "recorded", "what", "leaf hash");
        for (JsonNode event : api.get("/api/v1/audit/events?limit=50").path("items")) {
            out.printf(
                    "   %5d  %-24s %-20s %s...%n",
                    event.path("seq").asLong(),
                    event.path("recorded").asText(),
                    event.path("type").asText(),
                    event.path("leaf_hash").asText().substring(0, 16));
        }
    }

    private void verify(String forecast) {
        Receipt receipt = Receipt.parse(api.text("/api/v1/forecasts/" + forecast + "/receipt"));
        VerifierKey key = VerifierKey.parse(api.text("/log/key").strip());
        switch (receipt.verify(key)) {
            case Receipt.Verdict.Proven(long index, var checkpoint, var _) ->
                out.printf(
                        "%n%d. Verified: the sealed forecast is entry %d of %d in the log %s (inclusion proof of %d hashes)%n",
                        ++step,
                        receipt.index(),
                        checkpoint.size(),
                        checkpoint.origin(),
                        receipt.proof().size());
            case Receipt.Verdict.Refuted(String reason) ->
                throw new DemoFailure("the receipt does not verify: " + reason);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
