package dev.almanac.gateway.limit;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/// Counts in the memory of this process. Thread-safe, and exact: of any number of racers just as many pass as may.
final class LocalLimiter implements Limiter {

    private static final double NANOS = 1e9;

    private final Slots slots;
    private final Arrivals brief;
    private final Arrivals lasting;
    private final NanoClock clock;

    /// @param lasting of the limits that outlive a restart
    LocalLimiter(Slots slots, Arrivals brief, Arrivals lasting, NanoClock clock) {
        this.slots = slots;
        this.brief = brief;
        this.lasting = lasting;
        this.clock = clock;
    }

    @Override
    public Future<Decision> ask(List<Charge> charges) {
        return Future.succeededFuture(decide(charges));
    }

    @Override
    public Future<List<Standing>> look(List<Charge> charges) {
        long now = clock.nanos();
        return Future.succeededFuture(charges.stream()
                .map(charge -> Standing.of(charge.policy(), table(charge).ahead(slot(charge), now)))
                .toList());
    }

    Decision decide(List<Charge> charges) {
        long now = clock.nanos();
        List<Standing> standings = new ArrayList<>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            Policy policy = charge.policy();
            long ahead = table(charge).take(slot(charge), policy, charge.grantable(), now);
            if (ahead < 0) {
                giveBack(charges.subList(0, i), now);
                long tooFar = ~ahead - policy.burstNanos();
                long wait = Math.max(1, (long) Math.ceil(tooFar / NANOS));
                standings.add(new Standing(policy, 0, wait));
                return new Decision.Refused(standings, policy, wait);
            }
            standings.add(Standing.of(policy, ahead));
        }
        return new Decision.Allowed(standings);
    }

    private void giveBack(List<Charge> charges, long now) {
        for (Charge charge : charges) {
            table(charge).giveBack(slot(charge), charge.policy(), charge.grantable(), now);
        }
    }

    private Arrivals table(Charge charge) {
        return charge.policy().isLasting() ? lasting : brief;
    }

    private long slot(Charge charge) {
        return slots.of(charge.policy().name(), charge.key());
    }
}
