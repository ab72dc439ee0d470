package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.identity.Identity;
import dev.almanac.gateway.route.Charges;
import dev.almanac.gateway.route.Route;
import dev.almanac.gateway.route.RouteTable;
import java.util.List;
import java.util.Optional;

/// A request and what the filters have found out about it. Used on one event loop.
final class Visit {

    private final Exchange exchange;
    private final RouteTable table;
    private final List<Filter> order;
    private int next;
    private Route route;
    private Identity.Known caller;

    /// @param table stays the same for the whole visit, whatever is read again meanwhile
    Visit(Exchange exchange, RouteTable table, List<Filter> order) {
        this.exchange = exchange;
        this.table = table;
        this.order = order;
    }

    /// On to the next filter; the last one answers.
    void pass() {
        safely(() -> order.get(next++).apply(this));
    }

    /// Runs what goes on with this visit; nothing passes that was not checked to the end.
    void safely(Runnable step) {
        exchange.safely(step);
    }

    /// Whatever was waited for has failed, for no reason that anybody foresaw.
    void failed(Throwable cause) {
        exchange.failed(cause);
    }

    Exchange exchange() {
        return exchange;
    }

    RouteTable table() {
        return table;
    }

    Route route() {
        return route;
    }

    void takes(Route found) {
        route = found;
        exchange.takes(found.pattern(), found.logged(exchange.path()));
    }

    /// Null for a caller who is not known.
    Identity.Known caller() {
        return caller;
    }

    void isOf(Identity.Known known) {
        caller = known;
        exchange.signedInAs(known.facts().subject(), known.token());
    }

    /// What is to be done once the answer has left, or the client.
    void whenOver(Runnable action) {
        exchange.whenOver(action);
    }

    /// The caller as limits count them.
    Charges.Known counted() {
        return new Charges.Known(
                caller.facts().subject(),
                caller.facts().plan(),
                Optional.ofNullable(caller.facts().key())
                        .map(key -> new Charges.Key(key, Math.max(1, caller.callsPerMinute()))));
    }
}
