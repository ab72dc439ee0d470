package dev.almanac.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Counts in a Redis that several gateways share. Of generous limits a gateway takes a lease of a few requests at a
/// time, so that most need no call; a lease was counted before, so that together the gateways never grant more than the
/// limit, and at most one part in two hundred less for each gateway. While Redis is gone or slow each gateway counts
/// alone, against its part of the limit.
final class SharedLimiter implements Limiter {

    private static final Logger LOG = Logger.getLogger(SharedLimiter.class);

    /// A lease is at most this part of a limit.
    private static final int LEASES_PER_QUOTA = 200;

    private static final long LONGEST_LEASE = 50;
    private static final long LEASE_NANOS = 5_000_000_000L;
    private static final long PATIENCE_MILLIS = 100;
    private static final long PAUSE_NANOS = 1_000_000_000L;
    private static final double NANOS = 1e9;

    private final Vertx vertx;
    private final SharedArrivals shared;
    private final LocalLimiter alone;
    private final int replicas;
    private final NanoClock clock;
    private final long patienceMillis;
    private final ConcurrentMap<String, Lease> leases = new ConcurrentHashMap<>();
    private volatile long aloneUntil;

    /// @param alone counts while there is no Redis
    SharedLimiter(Vertx vertx, SharedArrivals shared, LocalLimiter alone, int replicas, NanoClock clock) {
        this(vertx, shared, alone, replicas, clock, PATIENCE_MILLIS);
    }

    /// @param patienceMillis after which Redis counts as slow
    SharedLimiter(
            Vertx vertx,
            SharedArrivals shared,
            LocalLimiter alone,
            int replicas,
            NanoClock clock,
            long patienceMillis) {
        this.patienceMillis = patienceMillis;
        this.vertx = vertx;
        this.shared = shared;
        this.alone = alone;
        this.replicas = replicas;
        this.clock = clock;
    }

    @Override
    public Future<Decision> ask(List<Charge> charges) {
        List<Charge> missing = charges.stream().filter(charge -> !spend(charge)).toList();
        if (missing.isEmpty()) {
            return Future.succeededFuture(allowed(charges));
        }
        if (clock.nanos() < aloneUntil) {
            return Future.succeededFuture(countAlone(charges, missing));
        }
        List<SharedArrivals.Wish> wishes = missing.stream()
                .map(charge -> new SharedArrivals.Wish(charge, Math.max(charge.grantable(), lease(charge.policy()))))
                .toList();
        return inTime(() -> shared.take(wishes))
                .map(grants -> settled(charges, missing, grants))
                .recover(e -> Future.succeededFuture(countAlone(charges, missing, e)));
    }

    @Override
    public Future<List<Standing>> look(List<Charge> charges) {
        if (clock.nanos() < aloneUntil) {
            return alone.look(divided(charges));
        }
        List<SharedArrivals.Wish> wishes = charges.stream()
                .map(charge -> new SharedArrivals.Wish(charge, 0))
                .toList();
        return inTime(() -> shared.take(wishes))
                .map(grants -> {
                    List<Standing> standings = new ArrayList<>();
                    for (int i = 0; i < charges.size(); i++) {
                        Policy policy = charges.get(i).policy();
                        standings.add(Standing.of(policy, grants.get(i).aheadNanos()));
                    }
                    return standings;
                })
                .recover(e -> {
                    goAlone(e);
                    return alone.look(divided(charges));
                });
    }

    /// Drops leases whose time is over.
    void sweep() {
        long now = clock.nanos();
        leases.values().removeIf(lease -> lease.until <= now);
    }

    private <T> Future<T> inTime(Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        long timer = vertx.setTimer(patienceMillis, late -> {
            if (promise.tryFail("no answer within " + patienceMillis + " ms")) {
                shared.drop();
            }
        });
        call.get().onComplete(answer -> {
            vertx.cancelTimer(timer);
            if (answer.succeeded()) {
                promise.tryComplete(answer.result());
            } else {
                promise.tryFail(answer.cause());
            }
        });
        return promise.future();
    }

    /// What was granted beyond the request stays as a lease; where one limit refuses, everything does.
    private Decision settled(List<Charge> charges, List<Charge> missing, List<SharedArrivals.Grant> grants) {
        Decision.Refused refusal = null;
        List<Charge> granted = new ArrayList<>(charges);
        granted.removeAll(missing);
        for (int i = 0; i < missing.size(); i++) {
            Charge charge = missing.get(i);
            SharedArrivals.Grant grant = grants.get(i);
            int cost = charge.grantable();
            if (grant.tokens() >= cost) {
                keep(charge, grant.tokens() - cost, grant.aheadNanos());
                granted.add(charge);
            } else if (refusal == null) {
                long over = grant.aheadNanos()
                        + cost * charge.policy().emissionNanos()
                        - charge.policy().burstNanos();
                long wait = Math.max(1, (long) Math.ceil(over / NANOS));
                refusal = new Decision.Refused(List.of(new Standing(charge.policy(), 0, wait)), charge.policy(), wait);
            }
        }
        if (refusal == null) {
            return allowed(charges);
        }
        granted.forEach(charge -> keep(charge, charge.grantable(), 0));
        return refusal;
    }

    private Decision countAlone(List<Charge> charges, List<Charge> missing, Throwable cause) {
        goAlone(cause);
        return countAlone(charges, missing);
    }

    private Decision countAlone(List<Charge> charges, List<Charge> missing) {
        Decision decision = alone.decide(divided(missing));
        if (decision instanceof Decision.Refused) {
            charges.stream()
                    .filter(charge -> !missing.contains(charge))
                    .forEach(charge -> keep(charge, charge.grantable(), 0));
        }
        return decision;
    }

    private void goAlone(Throwable cause) {
        if (clock.nanos() >= aloneUntil) {
            LOG.warnf("Redis does not answer (%s); this gateway counts alone for a while", cause.getMessage());
        }
        aloneUntil = clock.nanos() + PAUSE_NANOS;
    }

    private List<Charge> divided(List<Charge> charges) {
        return charges.stream()
                .map(charge -> new Charge(charge.policy().dividedBy(replicas), charge.key(), charge.cost()))
                .toList();
    }

    private Decision allowed(List<Charge> charges) {
        return new Decision.Allowed(charges.stream().map(this::standing).toList());
    }

    private Standing standing(Charge charge) {
        Lease lease = leases.get(name(charge));
        long ahead = lease == null
                ? 0
                : lease.aheadNanos - lease.tokens * charge.policy().emissionNanos();
        return Standing.of(charge.policy(), Math.max(0, ahead));
    }

    private boolean spend(Charge charge) {
        boolean[] spent = new boolean[1];
        int cost = charge.grantable();
        leases.computeIfPresent(name(charge), (name, lease) -> {
            spent[0] = lease.tokens >= cost && lease.until > clock.nanos();
            return spent[0] ? new Lease(lease.tokens - cost, lease.until, lease.aheadNanos) : lease;
        });
        return spent[0];
    }

    private void keep(Charge charge, long tokens, long aheadNanos) {
        long until = clock.nanos() + LEASE_NANOS;
        leases.merge(
                name(charge),
                new Lease(tokens, until, aheadNanos),
                (old, fresh) -> new Lease(
                        (old.until > clock.nanos() ? old.tokens : 0) + fresh.tokens,
                        until,
                        Math.max(old.aheadNanos, fresh.aheadNanos)));
    }

    private static long lease(Policy policy) {
        return Math.clamp(policy.quota() / LEASES_PER_QUOTA, 1, LONGEST_LEASE);
    }

    private static String name(Charge charge) {
        return charge.policy().name() + ' ' + charge.key();
    }

    /// Requests that are counted already.
    ///
    /// @param aheadNanos what Redis said when it granted them
    private record Lease(long tokens, long until, long aheadNanos) {}
}
