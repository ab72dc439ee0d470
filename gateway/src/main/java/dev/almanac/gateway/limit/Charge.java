package dev.almanac.gateway.limit;

/// What one request asks of one limit.
///
/// @param key whom it counts: an address, a user, a key
/// @param cost in requests, at least 1
public record Charge(Policy policy, String key, int cost) {

    public Charge {
        if (cost < 1) {
            throw new IllegalArgumentException("A request costs at least 1, was " + cost);
        }
    }

    public static Charge one(Policy policy, String key) {
        return new Charge(policy, key, 1);
    }

    /// A charge that the limit could never grant, however long one waits, asks for all of it instead.
    int grantable() {
        return (int) Math.min(cost, policy.quota());
    }
}
