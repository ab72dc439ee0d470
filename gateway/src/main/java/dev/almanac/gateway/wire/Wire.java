package dev.almanac.gateway.wire;

import dev.almanac.gateway.edge.GatewayConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AttributeKey;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// The connections of one event loop, each with its guard. Slow clients are looked for twice a second, all at once:
/// cheaper than a timer for each.
public final class Wire {

    private static final AttributeKey<ConnectionGuard> GUARD = AttributeKey.valueOf("almanac-guard");
    private static final long LOOK_MILLIS = 500;
    private static final String NAME = "almanac-guard";

    private final GatewayConfig config;
    private final BiConsumer<Integer, String> onRefusal;
    private final Set<ConnectionGuard> guards = new HashSet<>();
    private final Map<HttpConnection, Long> silent = new HashMap<>();
    private final long headNanos;
    private final long leastRate;

    /// @param onRefusal is told the status and the address of what was not a request
    public Wire(Vertx vertx, GatewayConfig config, BiConsumer<Integer, String> onRefusal) {
        this.config = config;
        this.onRefusal = onRefusal;
        this.headNanos = config.headWithin().toNanos();
        this.leastRate = config.leastBodyRate().asLongValue();
        vertx.setPeriodic(LOOK_MILLIS, ignored -> closeLate(System.nanoTime()));
    }

    /// Guards a connection from its first byte. An HTTP/2 connection is framed in binary and needs no scanner; it has
    /// to send its first request in time.
    public void opened(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        ChannelHandlerContext decoder = channel.pipeline().context(HttpRequestDecoder.class);
        if (decoder == null) {
            silent.put(connection, System.nanoTime());
            connection.closeHandler(closed -> silent.remove(connection));
            return;
        }
        RequestScanner scanner = new RequestScanner(
                (int) config.headLimit().asLongValue(), (int) config.uriLimit().asLongValue());
        ConnectionGuard guard = new ConnectionGuard(scanner, this, System.nanoTime());
        channel.attr(GUARD).set(guard);
        guards.add(guard);
        channel.pipeline().addBefore(decoder.name(), NAME, guard);
    }

    /// A request has arrived.
    public void asked(HttpConnection connection) {
        silent.remove(connection);
    }

    /// A request has its whole answer.
    public static void answered(HttpConnection connection) {
        ConnectionGuard guard = guard(connection);
        if (guard != null) {
            guard.answered();
        }
    }

    /// The connection becomes a WebSocket.
    public static void otherProtocol(HttpConnection connection) {
        ConnectionGuard guard = guard(connection);
        if (guard != null) {
            guard.otherProtocol();
        }
    }

    void refused(int status, Channel channel) {
        String address = channel.remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "-";
        onRefusal.accept(status, address);
    }

    void gone(ConnectionGuard guard) {
        guards.remove(guard);
    }

    private static ConnectionGuard guard(HttpConnection connection) {
        return ((ConnectionBase) connection).channel().attr(GUARD).get();
    }

    private void closeLate(long now) {
        List.copyOf(guards).stream()
                .filter(guard -> guard.isLate(now, headNanos, leastRate))
                .forEach(ConnectionGuard::close);
        List.copyOf(silent.entrySet()).stream()
                .filter(open -> now - open.getValue() > headNanos)
                .forEach(open -> open.getKey().close());
    }
}
