package dev.almanac.gateway.edge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/// Brings results back to the event loop that asked for them: an exchange belongs to one.
public final class OnLoop {

    private OnLoop() {}

    public static <T> Future<T> back(Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        Context loop = Vertx.currentContext();
        Promise<T> here = Promise.promise();
        future.onComplete(result -> loop.runOnContext(ignored -> here.handle(result)));
        return here.future();
    }
}
