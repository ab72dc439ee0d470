package dev.almanac.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// The same arithmetic as [Arrivals], in Redis: one script, one call for all limits of a request, by Redis' own clock
/// in microseconds. An arrival that lies further ahead than any request could have put it was written before that clock
/// was set back; it counts as far as it may.
final class SharedArrivals {

    private static final Logger LOG = Logger.getLogger(SharedArrivals.class);
    private static final long NANOS_PER_MICRO = 1_000;
    private static final String SCRIPT = """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
            local answer = {}
            for i, key in ipairs(KEYS) do
                local emission = tonumber(ARGV[i * 4 - 3])
                local burst = tonumber(ARGV[i * 4 - 2])
                local least = tonumber(ARGV[i * 4 - 1])
                local wanted = tonumber(ARGV[i * 4])
                local arrival = math.min(math.max(tonumber(redis.call('GET', key)) or now, now), now + burst)
                local tokens = math.min(math.floor((now + burst - arrival) / emission + 0.000001), wanted)
                if tokens < least then tokens = 0 end
                if tokens > 0 then
                    arrival = arrival + tokens * emission
                    redis.call('SET', key, string.format('%.3f', arrival), 'PX', math.ceil((arrival - now) / 1000) + 1)
                end
                answer[i * 2 - 1] = tokens
                answer[i * 2] = math.floor(arrival - now)
            end
            return answer
            """;

    private final Redis redis;
    private volatile RedisConnection connection;
    private volatile Future<RedisConnection> connecting;
    private volatile String digest;

    SharedArrivals(Vertx vertx, RedisOptions options) {
        this.redis = Redis.createClient(vertx, options);
    }

    /// How much of a limit is asked for.
    ///
    /// @param wanted requests, at least what the charge costs; 0 to look only
    record Wish(Charge charge, long wanted) {}

    /// What was granted.
    ///
    /// @param tokens requests; fewer than the charge costs means none
    /// @param aheadNanos how far the next arrival lies ahead now
    record Grant(long tokens, long aheadNanos) {}

    Future<List<Grant>> take(List<Wish> wishes) {
        return connected()
                .compose(open -> digest == null ? load(open).map(open) : Future.succeededFuture(open))
                .compose(open -> open.send(request(wishes)))
                .map(SharedArrivals::grants)
                .onFailure(this::forget);
    }

    /// Whether Redis answers.
    Future<Boolean> isUp() {
        return connected()
                .compose(open -> open.send(Request.cmd(Command.PING)))
                .map(answer -> true)
                .recover(e -> Future.succeededFuture(false));
    }

    /// Leaves a connection that does not answer; the next call makes another.
    void drop() {
        digest = null;
        RedisConnection silent = connection;
        connection = null;
        if (silent != null) {
            silent.close();
        }
    }

    void close() {
        redis.close();
    }

    private Future<RedisConnection> connected() {
        RedisConnection open = connection;
        if (open != null) {
            return Future.succeededFuture(open);
        }
        synchronized (this) {
            if (connecting == null) {
                connecting =
                        redis.connect().onComplete(done -> connecting = null).onSuccess(this::use);
            }
            return connecting;
        }
    }

    private void use(RedisConnection open) {
        connection = open;
        open.exceptionHandler(e -> LOG.debugf("Redis: %s", e.getMessage()));
        open.endHandler(end -> {
            if (connection == open) {
                connection = null;
            }
        });
    }

    private Future<Response> load(RedisConnection open) {
        return open.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(SCRIPT))
                .onSuccess(loaded -> digest = loaded.toString());
    }

    /// A script that Redis has forgotten, as after its restart, is loaded again with the next call.
    private void forget(Throwable cause) {
        drop();
        LOG.debugf("Redis: %s", cause.getMessage());
    }

    private Request request(List<Wish> wishes) {
        Request request = Request.cmd(Command.EVALSHA).arg(digest).arg(wishes.size());
        wishes.forEach(wish -> request.arg("almanac:limit:"
                + wish.charge().policy().name() + ":" + wish.charge().key()));
        for (Wish wish : wishes) {
            Policy policy = wish.charge().policy();
            request.arg(Double.toString((double) policy.emissionNanos() / NANOS_PER_MICRO))
                    .arg(Double.toString((double) policy.burstNanos() / NANOS_PER_MICRO))
                    .arg(wish.charge().grantable())
                    .arg(wish.wanted());
        }
        return request;
    }

    private static List<Grant> grants(Response answer) {
        List<Grant> grants = new ArrayList<>(answer.size() / 2);
        for (int i = 0; i < answer.size(); i += 2) {
            grants.add(new Grant(answer.get(i).toLong(), answer.get(i + 1).toLong() * NANOS_PER_MICRO));
        }
        return grants;
    }
}
