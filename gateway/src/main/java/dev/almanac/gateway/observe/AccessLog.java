package dev.almanac.gateway.observe;

import dev.almanac.gateway.edge.Exchange;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32;
import org.jboss.logging.Logger;

/// One JSON object a request: what, outcome, time, sizes, a hash of the user, what the limits said, where it
/// went. Never a token, a query, or a segment of a path that is a secret. Lines are collected and written five times a
/// second, off the event loops; when nobody takes them they are dropped and counted.
@Singleton
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);
    private static final long WRITE_MILLIS = 200;
    private static final int MOST_WAITING = 8 << 20;
    private static final int PIECE = 1 << 16;
    private static final double NANOS_PER_MILLI = 1e6;

    private final boolean on;
    private final LogSink sink;
    private StringBuilder lines = new StringBuilder(PIECE);
    private StringBuilder other = new StringBuilder(PIECE);
    private long dropped;
    private long second = -1;
    private String time;

    AccessLog(ObserveConfig config) {
        this.on = config.accessLog();
        this.sink = config.accessFile().<LogSink>map(RotatingFile::new).orElseGet(StandardOutput::new);
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        if (on) {
            vertx.setPeriodic(
                    WRITE_MILLIS,
                    ignored -> vertx.executeBlocking(() -> {
                        write();
                        return null;
                    }));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        write();
    }

    void add(Exchange exchange, int status, long nanos) {
        if (!on) {
            return;
        }
        synchronized (this) {
            StringBuilder line = begun(status, exchange.address());
            if (line == null) {
                return;
            }
            line.append(",\"method\":\"")
                    .append(exchange.request().method().name())
                    .append("\",\"route\":\"")
                    .append(exchange.route())
                    .append("\",\"path\":\"")
                    .append(exchange.loggedPath())
                    .append("\",\"ms\":")
                    .append(Math.round(nanos / NANOS_PER_MILLI * 100) / 100.0)
                    .append(",\"in\":")
                    .append(exchange.request().bytesRead())
                    .append(",\"out\":")
                    .append(exchange.response().bytesWritten())
                    .append(",\"user\":\"");
            appendHash(line, exchange.user());
            line.append("\",\"limiter\":\"")
                    .append(exchange.limiter())
                    .append("\",\"upstream\":\"")
                    .append(exchange.upstream())
                    .append("\",\"attempts\":")
                    .append(exchange.attempts())
                    .append(",\"request_id\":\"")
                    .append(exchange.id())
                    .append("\"}\n");
        }
    }

    void addMalformed(int status, String address) {
        if (on) {
            synchronized (this) {
                StringBuilder line = begun(status, address);
                if (line != null) {
                    line.append(",\"route\":\"malformed\"}\n");
                }
            }
        }
    }

    /// @return null when nobody takes the lines
    private StringBuilder begun(int status, String address) {
        if (lines.length() > MOST_WAITING) {
            dropped++;
            return null;
        }
        return lines.append("{\"type\":\"access\",\"time\":\"")
                .append(time())
                .append("\",\"status\":")
                .append(status)
                .append(",\"address\":\"")
                .append(address)
                .append('"');
    }

    private String time() {
        Instant now = Instant.now();
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return time;
    }

    private static void appendHash(StringBuilder line, String user) {
        if (user == null) {
            line.append('-');
        } else {
            CRC32 hash = new CRC32();
            hash.update(user.getBytes(StandardCharsets.US_ASCII));
            line.append(Long.toHexString(hash.getValue()));
        }
    }

    /// Two texts take turns: one is filled while the other is written, piece by piece, so that no line is copied as
    /// part of something large.
    private synchronized long swap() {
        StringBuilder full = lines;
        lines = other;
        other = full;
        long lost = dropped;
        dropped = 0;
        return lost;
    }

    private void write() {
        synchronized (sink) {
            long lost = swap();
            try {
                for (int from = 0; from < other.length(); from += PIECE) {
                    int to = Math.min(other.length(), from + PIECE);
                    sink.write(other.substring(from, to).getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                LOG.errorf("Lines of the access log could not be written: %s", e.getMessage());
            }
            other.setLength(0);
            if (lost > 0) {
                LOG.warnf("%d lines of the access log were dropped: nobody takes them", lost);
            }
        }
    }
}
