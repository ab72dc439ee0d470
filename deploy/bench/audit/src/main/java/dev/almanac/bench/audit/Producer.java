package dev.almanac.bench.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Sends events and remembers what was acknowledged.
final class Producer implements AutoCloseable {

    static final String SOURCE = "data-service";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuditProcess service;
    private final String headers;
    private final Map<Long, Long> acknowledged;
    private RawHttp http;

    /// @param acknowledged shared by all producers of a trial: number of the event, place in the log
    Producer(AuditProcess service, Map<Long, Long> acknowledged) {
        this.service = service;
        this.acknowledged = acknowledged;
        this.headers = "Content-Type: application/cloudevents-batch+json\r\nAuthorization: " + service.producer(SOURCE)
                + "\r\n";
    }

    static Map<Long, Long> noneYet() {
        return new ConcurrentHashMap<>();
    }

    /// Sends a prepared batch.
    ///
    /// @return whether it was acknowledged; false leaves open what became of it
    boolean send(long first, int count, byte[] batch) {
        try {
            if (http == null) {
                http = new RawHttp(service.port());
            }
            RawHttp.Answer answer = http.post("/internal/events", headers, batch);
            return answer.status() == 200 && remember(first, count, answer.body());
        } catch (IOException broken) {
            closeQuietly();
            return false;
        }
    }

    boolean send(long first, int count) {
        return send(first, count, TrialEvents.batch(SOURCE, first, count).getBytes(StandardCharsets.UTF_8));
    }

    private boolean remember(long first, int count, byte[] body) throws IOException {
        JsonNode results = JSON.readTree(body).path("results");
        for (int i = 0; i < count; i++) {
            JsonNode seq = results.path(i).path("seq");
            if (!seq.isIntegralNumber()) {
                throw new IllegalStateException("Event " + (first + i) + " was refused: " + results.path(i));
            }
            Long before = acknowledged.put(first + i, seq.longValue());
            if (before != null && before != seq.longValue()) {
                throw new IllegalStateException("Event " + (first + i) + " was told two places");
            }
        }
        return true;
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException alreadyBroken) {
            http = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (http != null) {
            http.close();
            http = null;
        }
    }
}
