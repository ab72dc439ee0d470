package dev.almanac.gateway.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;

/// The client's end of a WebSocket: carries what the service sends, and puts the gateway's own control frames between
/// the service's frames, never into one. Used on one event loop.
final class ClientSocket {

    private static final byte PING = (byte) 0x89;
    private static final byte CLOSE = (byte) 0x88;

    private final NetSocket socket;
    private final FrameBoundaries frames = new FrameBoundaries();
    private Buffer waiting;
    private boolean closing;

    ClientSocket(NetSocket socket) {
        this.socket = socket;
    }

    /// @return false while the client does not take more
    boolean write(Buffer bytes) {
        if (closing && waiting == null) {
            return true;
        }
        int boundary = frames.follow(bytes);
        if (waiting == null || boundary < 0) {
            socket.write(bytes);
        } else {
            Buffer control = waiting;
            waiting = null;
            socket.write(bytes.slice(0, boundary));
            send(control);
            if (!closing && boundary < bytes.length()) {
                socket.write(bytes.slice(boundary, bytes.length()));
            }
        }
        return !socket.writeQueueFull();
    }

    void ping() {
        if (!closing) {
            between(Buffer.buffer(new byte[] {PING, 0}));
        }
    }

    /// Says why and ends the connection, after the frame that is on its way.
    ///
    /// @param code as in RFC 6455, section 7.4
    void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
        between(Buffer.buffer()
                .appendByte(CLOSE)
                .appendByte((byte) (text.length + 2))
                .appendUnsignedShort(code)
                .appendBytes(text));
    }

    /// Ends the connection at once.
    void end() {
        socket.close();
    }

    private void between(Buffer control) {
        if (frames.isBetweenFrames()) {
            send(control);
        } else {
            waiting = control;
        }
    }

    private void send(Buffer control) {
        if (closing) {
            socket.write(control).onComplete(sent -> socket.close());
        } else {
            socket.write(control);
        }
    }
}
