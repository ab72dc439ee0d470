package dev.almanac.gateway.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/// One process of a service. Thread-safe.
final class Instance {

    private static final int FAILURES_TO_EJECT = 5;
    private static final int LONGEST_SHIFT = 5;
    private static final long FIRST_EJECTION_NANOS = 1_000_000_000L;
    private static final int MISSED_CHECKS = 2;

    private final String host;
    private final int port;
    private final int managementPort;
    private final String authority;
    private final String managementAuthority;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean ready = true;
    private volatile boolean retired;
    private int missed;
    private int failures;
    private int ejections;
    private long ejectedUntil = Long.MIN_VALUE;

    /// @param host to connect to: a name or a literal
    /// @param authority the `Host` that the service expects
    Instance(String host, int port, String authority, int managementPort, String managementAuthority) {
        this.host = host;
        this.port = port;
        this.authority = authority;
        this.managementPort = managementPort;
        this.managementAuthority = managementAuthority;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String authority() {
        return authority;
    }

    int managementPort() {
        return managementPort;
    }

    String managementAuthority() {
        return managementAuthority;
    }

    /// As logs show it.
    String name() {
        return host + ":" + port;
    }

    int inFlight() {
        return inFlight.get();
    }

    void began() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    /// Its name does not lead here any more.
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /// Whether its readiness check is satisfied. Before the first check it is taken to be.
    boolean isReady() {
        return ready;
    }

    /// The check was answered.
    void checked(boolean satisfied) {
        missed = 0;
        ready = satisfied;
    }

    /// The check was not answered at all; once may be chance.
    void missedCheck() {
        if (++missed >= MISSED_CHECKS) {
            ready = false;
        }
    }

    synchronized boolean isEjected(long now) {
        return now < ejectedUntil;
    }

    synchronized void succeeded() {
        failures = 0;
        ejections = 0;
    }

    /// @param mayEject whether enough others are left
    /// @return whether it was taken out: for a second, and longer each time, until something succeeds
    synchronized boolean failed(long now, boolean mayEject) {
        failures++;
        if (failures < FAILURES_TO_EJECT || !mayEject || now < ejectedUntil) {
            return false;
        }
        ejectedUntil = now + (FIRST_EJECTION_NANOS << Math.min(ejections++, LONGEST_SHIFT));
        failures = FAILURES_TO_EJECT - 1; // the first request after that is a probe
        return true;
    }
}
