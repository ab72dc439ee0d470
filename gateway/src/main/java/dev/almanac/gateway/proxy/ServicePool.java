package dev.almanac.gateway.proxy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// The instances of one service, and which of them gets the next request: of two that are picked at random the one with
/// fewer requests on their way. Thread-safe. Source: Mitzenmacher (2001), the power of two choices.
final class ServicePool {

    private final String service;
    private final Breaker breaker = new Breaker();
    private final RetryBudget budget = new RetryBudget(System.nanoTime());
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile List<Instance> instances = List.of();

    ServicePool(String service) {
        this.service = service;
    }

    String service() {
        return service;
    }

    Breaker breaker() {
        return breaker;
    }

    RetryBudget budget() {
        return budget;
    }

    List<Instance> instances() {
        return instances;
    }

    void instances(List<Instance> now) {
        instances = List.copyOf(now);
    }

    int inFlight() {
        return inFlight.get();
    }

    void began(Instance instance) {
        inFlight.incrementAndGet();
        instance.began();
    }

    void ended(Instance instance) {
        inFlight.decrementAndGet();
        instance.ended();
    }

    /// An instance that was not tried. Where none is ready, one that is not: the check may err, and nothing is lost.
    Optional<Instance> pick(Collection<Instance> tried, long now) {
        List<Instance> all = instances;
        if (all.size() == 1) {
            return tried.isEmpty() ? Optional.of(all.getFirst()) : Optional.empty();
        }
        return among(all, tried, instance -> instance.isReady() && !instance.isEjected(now))
                .or(() -> among(all, tried, instance -> !instance.isEjected(now)))
                .or(() -> among(all, tried, instance -> true));
    }

    /// Whether a request could go elsewhere.
    boolean hasOther(Collection<Instance> tried, long now) {
        return among(instances, tried, instance -> instance.isReady() && !instance.isEjected(now))
                .isPresent();
    }

    void succeeded(Instance instance) {
        instance.succeeded();
        breaker.succeeded();
    }

    /// @return whether the instance is taken out for a while; at most half of them are at a time
    boolean failed(Instance instance, long now) {
        breaker.failed(now);
        List<Instance> all = instances;
        long out = all.stream().filter(other -> other.isEjected(now)).count();
        return instance.failed(now, (out + 1) * 2 <= all.size());
    }

    private static Optional<Instance> among(
            List<Instance> all, Collection<Instance> tried, Predicate<Instance> usable) {
        List<Instance> candidates = new ArrayList<>(all.size());
        for (Instance instance : all) {
            if (!tried.contains(instance) && usable.test(instance)) {
                candidates.add(instance);
            }
        }
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(candidates.size());
        int second = (first + 1 + random.nextInt(candidates.size() - 1)) % candidates.size();
        Instance one = candidates.get(first);
        Instance other = candidates.get(second);
        return Optional.of(one.inFlight() <= other.inFlight() ? one : other);
    }
}
