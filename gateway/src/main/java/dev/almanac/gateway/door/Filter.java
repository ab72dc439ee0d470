package dev.almanac.gateway.door;

/// One step of a request through the gateway: it answers the visit, or lets it pass to the next.
interface Filter {

    void apply(Visit visit);
}
