package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Uploads through the gateway, as programs make them.
class DataIT {

    /// How often the service dies while a file is sent; `deploy/bench/data/kills` runs fifty.
    private static final int KILLS = Integer.getInteger("almanac.kills", 2);

    private static final int PART = 600_000;

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void theThirtyFilesAreReadAsAPersonReadsThem() throws IOException {
        Path folder = platform.checkout().resolve("data-service/reader/src/test/resources/series");
        JsonNode expected =
                new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        Person person = Person.signUp(platform.url());
        for (Map.Entry<String, JsonNode> each : expected.properties()) {
            JsonNode dataset =
                    person.upload(folder.resolve(each.getKey())).is(201).json();
            JsonNode wanted = each.getValue();
            assertEquals(wanted.path("rows").asInt(), dataset.path("rows").asInt(), each.getKey());
            assertEquals(
                    wanted.path("series").asInt(), dataset.path("series_count").asInt(), each.getKey());
            assertEquals(wanted.path("layout"), dataset.path("mapping").path("layout"), each.getKey());
            assertEquals(
                    wanted.path("freq").asText(null),
                    dataset.path("frequency").path("code").asText(null),
                    each.getKey());
            TreeSet<String> codes =
                    new TreeSet<>(dataset.path("quality").path("findings").findValuesAsText("code"));
            TreeSet<String> issues = new TreeSet<>();
            wanted.path("issues").forEach(issue -> issues.add(issue.asText().split(":")[0]));
            assertEquals(issues, codes, each.getKey());
            boolean asks = codes.contains("AMBIGUOUS_DATE_FORMAT")
                    || codes.contains("MIXED_DATE_FORMATS")
                    || codes.contains("DST_FOLD_OR_DUPLICATE");
            assertEquals(
                    asks ? "needs_confirmation" : "ready",
                    dataset.path("status").asText(),
                    each.getKey());
        }
    }

    @Test
    void aServiceThatDiesWhileAFileIsSentCostsAtMostOnePart() throws Exception {
        Person person = Person.signUp(platform.url());
        Random random = new Random(11);
        for (int round = 0; round < KILLS; round++) {
            byte[] file = file(random, 150_000);
            Resumable upload = new Resumable(platform.url(), person.token(), file);
            upload.begin("round-" + round + ".csv");
            String dataset = sendWhileItDies(upload, file.length, random.nextInt(file.length));
            Await.until("the file is read", 60, () -> "ready".equals(state(person, dataset)));
            JsonNode found = person.get(dataset).is(200).json();
            assertEquals(sha256(file), found.path("sha256").asText());
            assertEquals(150_000, found.path("rows").asInt());
        }
    }

    /// Kills the service once, at or after `when` bytes.
    private String sendWhileItDies(Resumable upload, int length, int when) throws Exception {
        boolean killed = false;
        long acknowledged = 0;
        for (int attempts = 0; attempts < 2_000; attempts++) {
            Optional<Long> offset = upload.offset();
            if (offset.isEmpty()) {
                LockSupport.parkNanos(50_000_000);
                continue;
            }
            assertTrue(offset.get() >= acknowledged, "what was acknowledged is lost");
            acknowledged = offset.get();
            if (acknowledged == length) {
                Optional<String> dataset = upload.dataset();
                if (dataset.isPresent()) {
                    return dataset.get();
                }
                continue;
            }
            if (!killed && acknowledged + PART > when) {
                killed = true;
                Thread.startVirtualThread(() -> platform.process("data").ifPresent(ProcessHandle::destroyForcibly));
            }
            try {
                Optional<String> dataset = upload.part(acknowledged, PART);
                if (dataset.isPresent()) {
                    return dataset.get();
                }
                acknowledged = Math.min(length, acknowledged + PART);
            } catch (IOException e) {
                assertTrue(killed, () -> "without a kill: " + e);
            }
        }
        throw new AssertionError("The upload did not end");
    }

    @Test
    void aKillDuringAPlainUploadLeavesAWholeDatasetOrNone() throws Exception {
        Person person = Person.signUp(platform.url());
        Random random = new Random(12);
        for (int round = 0; round < KILLS; round++) {
            byte[] file = file(random, 200_000);
            int pause = random.nextInt(300);
            Thread.startVirtualThread(() -> {
                LockSupport.parkNanos(pause * 1_000_000L);
                platform.process("data").ifPresent(ProcessHandle::destroyForcibly);
            });
            Person.Answer answer = person.upload(new String(file, StandardCharsets.US_ASCII));
            Await.until(
                    "the service is back",
                    60,
                    () -> person.get("/api/v1/datasets").status() == 200);
            if (answer.status() == 201) {
                person.get("/api/v1/datasets/" + answer.text("id")).is(200);
            }
            for (JsonNode dataset : person.get("/api/v1/datasets").json().path("items")) {
                String path = "/api/v1/datasets/" + dataset.path("id").asText();
                assertEquals(200_000, dataset.path("rows").asInt());
                assertEquals(
                        dataset.path("sha256").asText(),
                        sha256(person.get(path + "/content").is(200).body().getBytes(StandardCharsets.US_ASCII)));
                person.get(path + "/series/s0").is(200);
            }
        }
    }

    @Test
    void theReadingOfAFileIsTold() throws Exception {
        Person person = Person.signUp(platform.url());
        byte[] file = file(new Random(13), 400_000);
        Resumable upload = new Resumable(platform.url(), person.token(), file);
        upload.begin("told.csv");
        String dataset = upload.part(0, file.length).orElseThrow();
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        URI socket = URI.create(platform.url().replace("http", "ws") + dataset.replace("/api/v1", "/api/v1/ws"));
        WebSocket connection = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("almanac.v1", "bearer." + person.token())
                .buildAsync(socket, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        told.add(text.toString());
                        from.request(1);
                        return null;
                    }
                })
                .join();
        String message = told.take();
        JsonNode first = new ObjectMapper().readTree(message);
        assertTrue(List.of("welcome", "done").contains(first.path("type").asText()), message);
        while (!message.contains("\"type\":\"done\"")) {
            message = told.take();
        }
        assertTrue(message.contains("\"ready\""), message);
        connection.abort();
        assertEquals("ready", state(person, dataset));
    }

    /// The name of a dataset is its title and not part of the file; everything else is nobody's business.
    @Test
    void nothingOfAFileIsReadableOnTheDisk() throws IOException {
        Person person = Person.signUp(platform.url());
        StringBuilder csv = new StringBuilder("xqcanaryidcolumn,when,xqcanaryvaluecolumn\n");
        LocalDate day = LocalDate.of(2020, 1, 1);
        for (int i = 0; i < 300; i++) {
            csv.append("xqcanaryseries")
                    .append(i % 3)
                    .append(',')
                    .append(day.plusDays(i / 3))
                    .append(",48151623.42\n");
        }
        csv.append("xqcanaryseries1,xqcanaryunparsable,1\n")
                .append("xqcanaryseries1,2030-01-01,xqcanaryvalue\nxqcanaryseries1,2030-01-02,2\n");
        String dataset = person.upload(csv.toString()).is(201).text("id");
        person.get("/api/v1/datasets/" + dataset + "/series/xqcanaryseries1").is(200);
        person.upload("xqcanaryidcolumn\nxqcanaryseries\n").is(422);
        List<String> found;
        try (Stream<Path> files = Files.walk(platform.home())) {
            found = files.filter(Files::isRegularFile)
                    .filter(DataIT::holdsACanary)
                    .map(Path::toString)
                    .toList();
        }
        assertEquals(List.of(), found);
    }

    private static boolean holdsACanary(Path file) {
        try {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            return bytes.contains("xqcanary") || bytes.contains("48151623.42");
        } catch (NoSuchFileException e) {
            return false; // gone while we looked
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    @Test
    void whatIsPublicOfUploadsNeedsNoTokenAndNothingElseDoes() {
        Person stranger = Person.stranger(platform.url(), null);
        stranger.post("/api/v1/uploads", "").is(401);
        stranger.get("/api/v1/datasets").is(401);
        Person person = Person.signUp(platform.url());
        person.post("/api/v1/admin/encryption/root", "{}").is(403);
        assertFalse(person.get("/api/v1/datasets").json().path("items").isMissingNode());
    }

    private static String state(Person person, String dataset) {
        Person.Answer answer = person.get(dataset);
        return answer.status() == 200 ? answer.text("status") : "";
    }

    private static byte[] file(Random random, int rows) {
        StringBuilder csv = new StringBuilder("id,date,value\n");
        LocalDate first = LocalDate.of(2000, 1, 1);
        for (int i = 0; i < rows; i++) {
            csv.append('s')
                    .append(i / 5_000)
                    .append(',')
                    .append(first.plusDays(i % 5_000))
                    .append(',');
            csv.append(random.nextInt(100_000) / 100.0).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
