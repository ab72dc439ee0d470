package dev.almanac.gateway.edge;

import jakarta.inject.Singleton;

/// Whether this gateway is about to leave: then it is not ready any more, and asks clients to come back elsewhere.
@Singleton
public class Drain {

    private volatile boolean begun;

    public void begin() {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }
}
