package dev.almanac.gateway.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.gateway.StubService;
import dev.almanac.gateway.attack.RawClient.Answers;
import dev.almanac.gateway.door.PublicServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `attacks/corpus.jsonl`: requests as bytes, what must become of them, and what nginx makes of them as a plain proxy.
/// With `ALMANAC_CORPUS_RECORD=FILE` and nginx there, its statuses are written anew (nginx 1.22.1 of Debian 12, which
/// is what the file holds now).
@QuarkusTest
@QuarkusTestResource(StubService.class)
@Timeout(180)
class AttackCorpusTest {

    private static final Pattern TOKEN = Pattern.compile("\\{([a-zA-Z0-9-]{2,40})}");
    private static final int THREADS = 12;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Inject
    PublicServer server;

    private final HttpClient http = HttpClient.newHttpClient();

    /// One line of the corpus.
    record Case(String id, String group, String name, String send, String expect, Optional<List<Integer>> nginx) {

        /// Read by a plain mapper: the gateway's own refuses NUL in texts.
        static Case of(String line) {
            try {
                JsonNode json = JSON.readTree(line);
                List<Integer> statuses = new ArrayList<>();
                json.path("nginx").forEach(status -> statuses.add(status.intValue()));
                return new Case(
                        json.get("id").textValue(),
                        json.get("group").textValue(),
                        json.get("name").textValue(),
                        json.get("send").textValue(),
                        json.get("expect").textValue(),
                        json.has("nginx") ? Optional.of(statuses) : Optional.empty());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(line, e);
            }
        }
    }

    @Test
    void everyAttackIsRefusedOrMeansTheSameToGatewayAndService() throws Exception {
        ForgedTokens tokens = new ForgedTokens();
        List<String> faults = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Optional<String>>> runs = new ArrayList<>();
            for (Case each : corpus()) {
                runs.add(() -> fault(each, tokens));
            }
            for (Future<Optional<String>> run : threads.invokeAll(runs)) {
                run.get().ifPresent(faults::add);
            }
        }
        assertTrue(corpus().size() >= 250, "cases " + corpus().size());
        assertEquals(List.of(), faults);
    }

    /// A case that nginx refuses and the gateway takes would be one where the gateway is the more careless of the two.
    @Test
    void whatNginxRefusesAsMalformedTheGatewayRefusesToo() throws Exception {
        List<String> careless = corpus().stream()
                .filter(each -> each.nginx.isPresent()
                        && each.nginx.get().stream().findFirst().orElse(400) == 400
                        && List.of("passed", "passed-twice", "clean").contains(each.expect))
                .map(each -> each.id + " " + each.name)
                .toList();
        assertEquals(List.of(), careless);
        assertTrue(corpus().stream().filter(each -> each.nginx.isPresent()).count() >= 250);
    }

    @Test
    void nginxStillAnswersAsTheCorpusSays(@TempDir Path folder) throws Exception {
        Optional<String> program = Nginx.program();
        assumeTrue(program.isPresent(), "nginx is not here");
        String record = System.getenv("ALMANAC_CORPUS_RECORD");
        ForgedTokens tokens = new ForgedTokens();
        Map<String, String> other = new ConcurrentSkipListMap<>();
        List<String> lines = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS);
                var nginx = Nginx.start(program.get(), folder, System.getProperty(StubService.ADDRESS))) {
            List<Callable<String>> runs = new ArrayList<>();
            for (Case each : corpus()) {
                runs.add(() -> asked(nginx, each, tokens, other));
            }
            for (Future<String> run : threads.invokeAll(runs)) {
                lines.add(run.get());
            }
        }
        if (record != null) {
            Files.write(Path.of(record), lines);
        } else {
            assertTrue(other.size() <= corpus().size() / 20, () -> "another nginx? " + other);
        }
    }

    /// @return the case with what nginx says now
    private static String asked(Nginx nginx, Case each, ForgedTokens tokens, Map<String, String> other)
            throws Exception {
        if (!List.of("framing", "path", "header").contains(each.group)) {
            return recorded(each, null);
        }
        List<Integer> now = RawClient.send("127.0.0.1", nginx.port(), filled(each, tokens, 0))
                .statuses();
        if (!now.equals(each.nginx.orElse(null))) {
            other.put(each.id, now + " instead of " + each.nginx);
        }
        return recorded(each, now);
    }

    private static String recorded(Case each, List<Integer> nginx) throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode()
                .put("id", each.id)
                .put("group", each.group)
                .put("name", each.name)
                .put("send", each.send)
                .put("expect", each.expect);
        if (nginx != null) {
            ArrayNode statuses = json.putArray("nginx");
            nginx.forEach(statuses::add);
        }
        return JSON.writeValueAsString(json);
    }

    private Optional<String> fault(Case each, ForgedTokens tokens) throws Exception {
        return switch (each.expect) {
            case "sixth-refused" -> sixthRefused(each, tokens);
            case "never-reaches" -> neverReaches(each, tokens);
            default -> fault(each, RawClient.send("127.0.0.1", server.port(), filled(each, tokens, 0)));
        };
    }

    private Optional<String> fault(Case each, Answers answers) throws Exception {
        int reached = seen("case=" + each.id).size();
        boolean smuggled = !seen("smuggled=" + each.id).isEmpty();
        boolean refused = reached == 0 && !answers.hasSuccess();
        boolean passed = reached == 1 && answers.statuses().size() == 1 && answers.hasSuccess();
        boolean sound = switch (each.expect) {
            case "passed" -> passed;
            case "passed-twice-mixed" -> reached == 2 && answers.statuses().equals(List.of(201, 200));
            case "passed-twice" -> reached == 2 && answers.statuses().equals(List.of(200, 200));
            case "refused" -> refused;
            case "broken" -> reached <= 1 && !answers.hasSuccess();
            case "first-only" -> reached == 1;
            case "refused-or-passed" -> refused || passed;
            case "clean", "clean-with-token" -> passed && !answers.text().contains("forged-" + each.id);
            default -> throw new IllegalArgumentException(each.expect);
        };
        return sound && !smuggled
                ? Optional.empty()
                : Optional.of("%s (%s): expected %s, answers %s, reached %d, smuggled %s"
                        .formatted(each.id, each.name, each.expect, answers.statuses(), reached, smuggled));
    }

    /// Each case has an address of its own, so that five attempts pass and the sixth does not, whatever it says.
    private Optional<String> sixthRefused(Case each, ForgedTokens tokens) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            statuses.addAll(RawClient.send(address(each), server.port(), filled(each, tokens, n))
                    .statuses());
        }
        boolean sound = statuses.size() == 6 && !statuses.subList(0, 5).contains(429) && statuses.getLast() == 429;
        return sound ? Optional.empty() : Optional.of(each.id + " (" + each.name + "): " + statuses);
    }

    private Optional<String> neverReaches(Case each, ForgedTokens tokens) throws Exception {
        Answers answers = RawClient.send(address(each), server.port(), filled(each, tokens, 0));
        return answers.hasSuccess()
                ? Optional.of(each.id + " (" + each.name + "): " + answers.statuses())
                : Optional.empty();
    }

    private static String address(Case each) {
        return "127.0.9." + Integer.parseInt(each.id.substring(each.id.lastIndexOf('-') + 1));
    }

    private static String filled(Case each, ForgedTokens tokens, int n) throws Exception {
        String text = each.send.replace("{id}", each.id).replace("{n}", Integer.toString(n));
        Matcher matcher = TOKEN.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            boolean token = !matcher.group(1).equals("len");
            String value = token ? tokens.named(matcher.group(1)) : matcher.group();
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(filled);
        String whole = filled.toString();
        int body = whole.indexOf("\r\n\r\n") + 4;
        return whole.replace("{len}", Integer.toString(whole.length() - body));
    }

    private List<String> seen(String part) throws Exception {
        URI uri = URI.create(System.getProperty(StubService.ADDRESS) + StubService.SEEN + "?" + part);
        String text = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return text.lines().toList();
    }

    private static List<Case> corpus() throws Exception {
        try (var in = AttackCorpusTest.class.getResourceAsStream("/attacks/corpus.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Case::of)
                    .toList();
        }
    }
}
