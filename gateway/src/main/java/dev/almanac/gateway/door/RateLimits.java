package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.OnLoop;
import dev.almanac.gateway.limit.Charge;
import dev.almanac.gateway.limit.Decision;
import dev.almanac.gateway.limit.LimitStore;
import dev.almanac.gateway.limit.Limiter;
import dev.almanac.gateway.route.Charges;
import dev.almanac.gateway.route.Route;
import dev.almanac.gateway.route.RouteTable.Caller;
import dev.almanac.kit.AddressKey;
import jakarta.inject.Singleton;
import java.util.List;

/// Counts the request against every limit that concerns it, and says in the answer where the caller stands.
@Singleton
class RateLimits implements Filter {

    private final Limiter limiter;

    RateLimits(LimitStore store) {
        this.limiter = store.limiter();
    }

    @Override
    public void apply(Visit visit) {
        Route route = visit.route();
        String address = AddressKey.of(visit.exchange().address());
        Charges charges = new Charges(visit.table());
        if (visit.caller() == null) {
            count(visit, charges.ofPublic(route, address), visit::pass);
        } else if (route.kind() == Route.Kind.PART) {
            visit.pass();
        } else {
            count(visit, charges.ofKnown(route, visit.counted(), address), visit::pass);
        }
    }

    /// Counts somebody without a credential.
    void stranger(Visit visit, String address, Runnable allowed) {
        count(visit, new Charges(visit.table()).ofUnknown(Caller.STRANGER, address), allowed);
    }

    /// Counts somebody whose credential is not known yet.
    void unverified(Visit visit, String address, Runnable allowed) {
        count(visit, new Charges(visit.table()).ofUnknown(Caller.UNVERIFIED, address), allowed);
    }

    private void count(Visit visit, List<Charge> charges, Runnable allowed) {
        OnLoop.back(limiter.ask(charges))
                .onSuccess(decision -> visit.safely(() -> decided(visit, decision, allowed)))
                .onFailure(visit::failed);
    }

    private static void decided(Visit visit, Decision decision, Runnable allowed) {
        visit.exchange().limited(decision);
        if (decision instanceof Decision.Refused refused) {
            visit.exchange().refuseOverLimit(refused);
        } else {
            allowed.run();
        }
    }
}
