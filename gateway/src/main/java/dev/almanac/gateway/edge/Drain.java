package dev.almanac.gateway.edge;

import jakarta.enterprise.context.ApplicationScoped;

/// Whether this gateway is about to leave: then it is not ready any more, and asks clients to come back elsewhere.
@ApplicationScoped
public class Drain {

    private volatile boolean begun;

    public void begin() {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }
}
