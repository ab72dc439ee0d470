package dev.almanac.bench.audit;

import dev.almanac.audit.append.SequencerBench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durable appends a second beside pgbench's single-row INSERT with 64 clients, on the same PostgreSQL in one run.
final class Appends {

    private static final int BATCH = 500;
    private static final int BATCH_CONNECTIONS = 6;
    private static final int CALLERS = 64;
    private static final int WARM_SECONDS = 12;
    private static final int PREPARED_A_SECOND = 30_000;
    private static final int STEADY_RATE = 1_000;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final AuditProcess service;
    private final int seconds;
    private final AtomicLong next = new AtomicLong();
    private final Map<Long, Long> acknowledged = Producer.noneYet();

    private Appends(AuditProcess service, int seconds) {
        this.service = service;
        this.seconds = seconds;
    }

    static void run(int seconds) throws Exception {
        try (AuditProcess service = AuditProcess.fresh().start()) {
            new Appends(service, seconds).run();
        }
    }

    private void run() throws Exception {
        concurrently(CALLERS, WARM_SECONDS, 1);
        steady();
        concurrently(BATCH_CONNECTIONS, Math.max(4, seconds / 4), BATCH);
        OptionalDouble insert = pgbench();
        insert.ifPresent(tps -> System.out.printf("pgbench, single-row INSERT, 64 clients: %,.0f a second%n", tps));
        tell("64 callers, one event at a time, over HTTP", concurrently(CALLERS, seconds, 1), insert);
        tell("batches of 500 over HTTP, 6 connections", concurrently(BATCH_CONNECTIONS, seconds, BATCH), insert);
        proveNothingLost();
        tellSpace();
        service.stopService();
        inProcess(insert);
    }

    /// The same sequencer without HTTP between.
    private void inProcess(OptionalDouble insert) throws Exception {
        try (SequencerBench bench = service.sequencer().start()) {
            for (int count : new int[] {1, BATCH}) {
                int callers = count == 1 ? CALLERS : BATCH_CONNECTIONS;
                int warm = Math.max(4, seconds / 4);
                bench.run(callers, count, warm, next, prepared(count, warm)::take);
                double rate = bench.run(callers, count, seconds, next, prepared(count, seconds)::take);
                tell(callers + " callers, " + count + " at a time, in process", rate, insert);
            }
        }
    }

    private static void tell(String what, double rate, OptionalDouble insert) {
        System.out.printf(
                "%s: %,.0f a second%s%n",
                what,
                rate,
                insert.isPresent() ? " (%.2f times the INSERT)".formatted(rate / insert.getAsDouble()) : "");
    }

    private TrialEvents.Prepared prepared(int count, int limit) {
        return new TrialEvents.Prepared(Producer.SOURCE, next.get(), count, limit * PREPARED_A_SECOND / count);
    }

    /// @return events a second
    private double concurrently(int connections, int limit, int count) throws Exception {
        AtomicLong done = new AtomicLong();
        TrialEvents.Prepared prepared = prepared(count, limit);
        long began = System.nanoTime();
        long until = began + TimeUnit.SECONDS.toNanos(limit);
        try (ExecutorService pool = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> all = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                all.add(pool.submit(() -> {
                    try (Producer producer = new Producer(service, acknowledged)) {
                        while (System.nanoTime() < until) {
                            long first = next.getAndAdd(count);
                            if (!producer.send(first, count, prepared.take(first))) {
                                throw new IllegalStateException("Not acknowledged");
                            }
                            done.addAndGet(count);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return done.get() / ((System.nanoTime() - began) / 1e9);
    }

    /// A thousand events a second, each at its time: how long until it is in a signed checkpoint.
    private void steady() throws Exception {
        int threads = 50;
        int each = STEADY_RATE * seconds / threads;
        long[] nanos = new long[threads * each];
        long began = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        long pace = TimeUnit.SECONDS.toNanos(1) * threads / STEADY_RATE;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                all.add(pool.submit(() -> {
                    try (Producer producer = new Producer(service, acknowledged)) {
                        for (int i = 0; i < each; i++) {
                            long due = began + i * pace + thread * pace / threads;
                            long number = next.getAndIncrement();
                            byte[] batch = TrialEvents.batch(Producer.SOURCE, number, 1)
                                    .getBytes(StandardCharsets.UTF_8);
                            while (System.nanoTime() < due) {
                                LockSupport.parkNanos(due - System.nanoTime());
                            }
                            if (!producer.send(number, 1, batch)) {
                                throw new IllegalStateException("Not acknowledged");
                            }
                            nanos[thread * each + i] = System.nanoTime() - due;
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                "time to inclusion at 1,000 a second over HTTP, %,d events: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n",
                nanos.length,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private void proveNothingLost() throws SQLException {
        long distinct = new HashSet<>(acknowledged.values()).size();
        long size = number("SELECT size FROM log_state");
        if (distinct != acknowledged.size() || distinct != size || number("SELECT count(*) FROM entry") != size) {
            throw new IllegalStateException(
                    "%d acknowledged in %d places, the log has %d".formatted(acknowledged.size(), distinct, size));
        }
        System.out.printf("%,d events acknowledged, each in the log once%n", distinct);
    }

    private void tellSpace() throws SQLException {
        long size = number("SELECT size FROM log_state");
        System.out.printf(
                "bytes an entry: %,d in the whole database, of which leaf %,d; tiles %,d%n",
                number("SELECT pg_database_size(current_database())") / size,
                number("SELECT avg(length(leaf))::bigint FROM (SELECT leaf FROM entry LIMIT 10000) l"),
                number("SELECT sum(length(hashes)) FROM tile") / size);
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = service.connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The peer: one durable row a call, the size of a leaf.
    private OptionalDouble pgbench() throws SQLException, InterruptedException {
        try (Connection connection = service.connect()) {
            connection
                    .createStatement()
                    .execute(
                            "CREATE TABLE IF NOT EXISTS peer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, leaf bytea)");
        }
        try {
            Path script = service.folder().resolve("insert.sql");
            Files.writeString(script, "INSERT INTO peer (leaf) VALUES (decode(repeat('5a', 520), 'hex'));\n");
            Process process = process(script);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher tps = TPS.matcher(out);
            if (!tps.find()) {
                throw new IllegalStateException("pgbench said: " + out);
            }
            return OptionalDouble.of(Double.parseDouble(tps.group(1)));
        } catch (IOException notInstalled) {
            System.out.println("pgbench is not installed: no comparison");
            return OptionalDouble.empty();
        }
    }

    private Process process(Path script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "pgbench",
                        "-n",
                        "-c",
                        Integer.toString(CALLERS),
                        "-j",
                        "2",
                        "-M",
                        "prepared",
                        "-T",
                        Integer.toString(seconds),
                        "-f",
                        script.toString(),
                        "-h",
                        "localhost",
                        "-p",
                        Integer.toString(service.postgresPort()),
                        "-U",
                        "audit",
                        "audit")
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "trial");
        return builder.start();
    }
}
