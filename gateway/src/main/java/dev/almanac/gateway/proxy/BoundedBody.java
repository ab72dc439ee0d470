package dev.almanac.gateway.proxy;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/// Passes a body on until it is larger than its limit.
final class BoundedBody implements WriteStream<Buffer> {

    private final WriteStream<Buffer> target;
    private final long limit;
    private long seen;
    private Handler<Throwable> onFailure;

    BoundedBody(WriteStream<Buffer> target, long limit) {
        this.target = target;
        this.limit = limit;
    }

    /// The body is larger than the limit.
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("too large", null, false, false);
        }
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        onFailure = handler;
        target.exceptionHandler(handler);
        return this;
    }

    @Override
    public Future<Void> write(Buffer data) {
        seen += data.length();
        if (seen > limit) {
            TooLargeException failure = new TooLargeException();
            if (onFailure != null) {
                onFailure.handle(failure);
            }
            return Future.failedFuture(failure);
        }
        return target.write(data);
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        Promise<Void> ended = Promise.promise();
        ended.future().onComplete(handler == null ? ignored -> {} : handler);
        target.end(ended);
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
        target.setWriteQueueMaxSize(size);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return target.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
        target.drainHandler(handler);
        return this;
    }
}
