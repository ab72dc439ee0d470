package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.identity.Tokens;
import dev.almanac.gateway.proxy.Pipe;
import dev.almanac.gateway.proxy.SocketPipe;
import dev.almanac.gateway.route.Route;
import dev.almanac.gateway.status.OwnPages;
import jakarta.inject.Singleton;

/// The end of the way: a service, a WebSocket of a service, or a page of the gateway's own.
@Singleton
class Delivery implements Filter {

    private final Pipe pipe;
    private final SocketPipe sockets;
    private final AtOnce atOnce;
    private final Tokens tokens;
    private final OwnPages pages;

    Delivery(Pipe pipe, SocketPipe sockets, AtOnce atOnce, Tokens tokens, OwnPages pages) {
        this.pipe = pipe;
        this.sockets = sockets;
        this.atOnce = atOnce;
        this.tokens = tokens;
        this.pages = pages;
    }

    @Override
    public void apply(Visit visit) {
        Exchange exchange = visit.exchange();
        Route route = visit.route();
        if (route.service().isEmpty()) {
            pages.answer(exchange, visit.table(), visit.caller() == null ? null : visit.counted());
        } else if (route.kind() != Route.Kind.WEB_SOCKET) {
            pipe.forward(exchange, route, route.service().get());
        } else if (atOnce.entersSocket(visit)) {
            String user = exchange.user();
            sockets.join(
                    exchange,
                    route.service().get(),
                    visit.caller(),
                    () -> !tokens.isRevoked(visit.caller()),
                    () -> atOnce.leaveSocket(user));
        }
    }
}
