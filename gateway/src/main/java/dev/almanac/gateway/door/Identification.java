package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.OnLoop;
import dev.almanac.gateway.edge.Subprotocols;
import dev.almanac.gateway.identity.Identity;
import dev.almanac.gateway.identity.Tokens;
import dev.almanac.gateway.route.Route;
import dev.almanac.kit.AddressKey;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Finds out who calls. Strangers, and everybody whose credential must be verified first, are limited by address
/// before that costs anything.
@Singleton
class Identification implements Filter {

    private static final int RETRY_SECONDS = 2;

    private final Tokens tokens;
    private final RateLimits limits;

    Identification(Tokens tokens, RateLimits limits) {
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    public void apply(Visit visit) {
        if (visit.route().access() == Route.Access.PUBLIC) {
            visit.pass();
            return;
        }
        Exchange exchange = visit.exchange();
        String address = AddressKey.of(exchange.address());
        Optional<String> credential = credential(exchange.request(), visit.route());
        if (credential.isEmpty()) {
            limits.stranger(
                    visit, address, () -> exchange.refuseUnauthenticated("This call needs an access token", false));
            return;
        }
        Optional<Identity> remembered = tokens.remembered(credential.get());
        if (remembered.isPresent() && remembered.get() instanceof Identity.Known) {
            identified(visit, remembered.get());
        } else if (remembered.isPresent()) {
            limits.unverified(visit, address, () -> identified(visit, remembered.get()));
        } else {
            limits.unverified(
                    visit,
                    address,
                    () -> OnLoop.back(tokens.verify(credential.get()))
                            .onSuccess(identity -> visit.safely(() -> identified(visit, identity)))
                            .onFailure(visit::failed));
        }
    }

    private static void identified(Visit visit, Identity identity) {
        switch (identity) {
            case Identity.Rejected() ->
                visit.exchange().refuseUnauthenticated("The access token is not valid, or not any more", true);
            case Identity.Unknowable() ->
                visit.exchange().refuseForNow("The credential cannot be checked now; try again", RETRY_SECONDS);
            case Identity.Known known -> {
                visit.isOf(known);
                visit.pass();
            }
        }
    }

    private static Optional<String> credential(HttpServerRequest request, Route route) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(header.substring(7).strip());
        }
        String key = request.getHeader(Exchange.API_KEY_HEADER);
        if (key != null) {
            return Optional.of(key.strip());
        }
        return route.kind() == Route.Kind.WEB_SOCKET
                ? Subprotocols.token(request.getHeader(Subprotocols.HEADER))
                : Optional.empty();
    }
}
