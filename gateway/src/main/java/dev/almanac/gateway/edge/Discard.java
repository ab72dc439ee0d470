package dev.almanac.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/// Reads what is left of a refused body and throws it away: a client that still sends would otherwise see a reset
/// connection and not the answer. One that sends for too long is cut off.
public final class Discard {

    private static final long LONGEST_MILLIS = 30_000;

    private Discard() {}

    public static void rest(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (!mayHaveBody(request)) {
            request.resume();
            return;
        }
        var vertx = Vertx.currentContext().owner();
        long timer = vertx.setTimer(LONGEST_MILLIS, late -> {
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else {
                request.connection().close();
            }
        });
        request.handler(ignored -> {});
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.resume();
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
