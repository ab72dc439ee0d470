package dev.almanac.bench.audit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/// Events like those that the services send: what is public, who did it, in which request, and one personal field.
final class TrialEvents {

    private static final int TENANTS = 200;

    private TrialEvents() {}

    /// @param number decides everything about the event
    static String event(String source, long number) {
        Random random = new Random(number);
        UUID tenant = new UUID(0x7000, number % TENANTS);
        String digest = "%016x%016x%016x%016x"
                .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
        return """
                {"specversion":"1.0","id":"%s","source":"%s","type":"dataset.created","subject":"dataset/%s",\
                "time":"2026-01-02T03:04:05.678Z","datacontenttype":"application/json","data":{"tenant":"%s",\
                "actor":"%s","request_id":"%016x","public":{"sha256":"%s","rows":%d,"series":%d},\
                "personal":{"name":"file-%d.csv"}}}""".formatted(
                        id(number),
                        source,
                        new UUID(random.nextLong(), random.nextLong()),
                        tenant,
                        tenant,
                        random.nextLong(),
                        digest,
                        random.nextInt(1_000_000),
                        random.nextInt(1_000),
                        number);
    }

    /// Ordered by number, like the UUIDs of version 7 that services use.
    static UUID id(long number) {
        return new UUID(0x0190_0000_0000_7000L | number << 16, 0x8000_0000_0000_0000L | number);
    }

    /// Batches made ahead of time, so that making them is not measured; made when asked for once these are used up.
    static final class Prepared {
        private final Map<Long, byte[]> batches = new ConcurrentHashMap<>();
        private final int count;

        Prepared(String source, long first, int count, int batches) {
            this.count = count;
            LongStream.range(0, batches)
                    .map(i -> first + i * count)
                    .forEach(at -> this.batches.put(
                            at, TrialEvents.batch(source, at, count).getBytes(StandardCharsets.UTF_8)));
        }

        byte[] take(long first) {
            byte[] ready = batches.remove(first);
            return ready != null
                    ? ready
                    : TrialEvents.batch(Producer.SOURCE, first, count).getBytes(StandardCharsets.UTF_8);
        }
    }

    static String batch(String source, long first, int count) {
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            batch.append(i == 0 ? "" : ",").append(event(source, first + i));
        }
        return batch.append(']').toString();
    }
}
