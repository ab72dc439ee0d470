package dev.almanac.gateway.proxy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.util.ArrayDeque;
import java.util.Deque;

/// The idle connections of one event loop to one instance; the one that was used last is used next.
final class SocketPool {

    private static final long IDLE_NANOS = 30_000_000_000L;
    private static final long SWEEP_MILLIS = 5_000;

    private final NetClient client;
    private final Instance instance;
    private final Deque<UpstreamSocket> idle = new ArrayDeque<>();

    /// @param onEnd called when the instance has retired and no connection is idle
    SocketPool(Vertx vertx, NetClient client, Instance instance, Runnable onEnd) {
        this.client = client;
        this.instance = instance;
        vertx.setPeriodic(SWEEP_MILLIS, timer -> {
            closeIdle(System.nanoTime());
            if (instance.isRetired() && idle.isEmpty()) {
                vertx.cancelTimer(timer);
                onEnd.run();
            }
        });
    }

    /// @return null when a connection must be made first
    UpstreamSocket idle() {
        UpstreamSocket socket = idle.pollLast();
        while (socket != null && !socket.isUsable()) {
            socket = idle.pollLast();
        }
        return socket;
    }

    Future<UpstreamSocket> connect() {
        return client.connect(instance.port(), instance.host()).map(socket -> new UpstreamSocket(socket, this));
    }

    void free(UpstreamSocket socket) {
        idle.addLast(socket);
    }

    void gone(UpstreamSocket socket) {
        idle.remove(socket);
    }

    private void closeIdle(long now) {
        while (!idle.isEmpty() && now - idle.peekFirst().idleSince() > IDLE_NANOS) {
            idle.pollFirst().close();
        }
    }
}
