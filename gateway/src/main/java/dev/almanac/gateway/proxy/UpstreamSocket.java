package dev.almanac.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/// A connection to an instance, on which one request is under way at a time. Used on one event loop.
final class UpstreamSocket implements ResponseParser.Listener {

    /// Bytes that may wait for the instance before the client is held back.
    private static final int MOST_WAITING = 262_144;

    private final NetSocket socket;
    private final ResponseParser parser = new ResponseParser(this);
    private final SocketPool home;
    private Answering answering;
    private boolean sent;
    private boolean answered;
    private boolean reusable;
    private boolean closed;
    private boolean feeding;
    private long idleSince;

    UpstreamSocket(NetSocket socket, SocketPool home) {
        this.socket = socket;
        this.home = home;
        socket.setWriteQueueMaxSize(MOST_WAITING);
        socket.handler(this::received);
        socket.exceptionHandler(this::fail);
        socket.closeHandler(gone -> closed());
    }

    /// Told of the answer to the request that is under way; and, once, of its failure instead.
    interface Answering extends ResponseParser.Listener {

        void failed(Throwable cause);
    }

    /// Begins a request.
    void begin(Answering listener, boolean head) {
        answering = listener;
        sent = false;
        answered = false;
        parser.expect(head);
    }

    /// @return false while the instance does not take more
    boolean write(Buffer bytes) {
        socket.write(bytes);
        return !socket.writeQueueFull();
    }

    void whenDrained(Runnable action) {
        socket.drainHandler(drained -> action.run());
    }

    /// The whole request has been written.
    void requestEnded() {
        sent = true;
        settle();
    }

    void pause() {
        socket.pause();
    }

    void resume() {
        socket.resume();
    }

    /// Nobody waits for the answer any more; a connection with half an answer is of no use.
    void abandon() {
        answering = null;
        close();
    }

    boolean isUsable() {
        return !closed;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        closed = true;
        socket.close();
    }

    @Override
    public void head(int status, MultiMap headers) {
        if (answering != null) {
            answering.head(status, headers);
        }
    }

    @Override
    public void data(Buffer bytes) {
        if (answering != null) {
            answering.data(bytes);
        }
    }

    @Override
    public void end(MultiMap trailers, boolean mayFollow) {
        answered = true;
        reusable = mayFollow;
        Answering listener = answering;
        answering = null;
        if (!sent) {
            reusable = false; // the instance has answered without the rest of the request
            sent = true;
        }
        if (listener != null) {
            listener.end(trailers, mayFollow);
        }
        settle();
    }

    /// Goes back to the others when nothing is under way any more: once all bytes that have come are read, so that none
    /// is taken for the answer to somebody else.
    private void settle() {
        if (!sent || !answered || closed || feeding) {
            return;
        }
        if (reusable && parser.isIdle()) {
            idleSince = System.nanoTime();
            socket.resume();
            home.free(this);
        } else {
            close();
        }
    }

    private void received(Buffer bytes) {
        feeding = true;
        try {
            parser.feed(bytes);
        } catch (RuntimeException e) {
            closed = true;
            fail(e);
            socket.close();
        } finally {
            feeding = false;
        }
        if (parser.isIdle()) {
            settle();
        }
    }

    private void closed() {
        closed = true;
        home.gone(this);
        if (!parser.ended()) {
            fail(new IllegalStateException("the connection was closed"));
        }
    }

    private void fail(Throwable cause) {
        Answering listener = answering;
        answering = null;
        if (listener != null) {
            listener.failed(cause);
        }
    }
}
