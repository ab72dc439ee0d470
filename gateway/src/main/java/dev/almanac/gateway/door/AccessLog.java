package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jboss.logging.Logger;

/// One line a request: what, outcome, time, size, a hash of the user and the request id; never a token or a query.
final class AccessLog {

    private static final Logger LOG = Logger.getLogger("access");

    private static final Pattern SECRET =
            Pattern.compile("^(/api/v1/invites/)[^/]{20,}|^(/api/v1/datasets/[^/]+/series/).+");

    private AccessLog() {}

    static void follow(Exchange exchange) {
        long start = System.nanoTime();
        exchange.response()
                .endHandler(done -> LOG.infof(
                        "%s %s %d %dms in=%d out=%d user=%s request_id=%s",
                        exchange.request().method(),
                        withoutSecrets(exchange.path()),
                        exchange.response().getStatusCode(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                        exchange.request().bytesRead(),
                        exchange.response().bytesWritten(),
                        hashed(exchange.user()),
                        exchange.id()));
    }

    /// An invitation's secret is part of its path, and so is the name of a series, which is its owner's business.
    private static String withoutSecrets(String path) {
        return SECRET.matcher(path).replaceFirst("$1$2...");
    }

    private static String hashed(String user) {
        if (user == null) {
            return "-";
        }
        CRC32 hash = new CRC32();
        hash.update(user.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(hash.getValue());
    }
}
