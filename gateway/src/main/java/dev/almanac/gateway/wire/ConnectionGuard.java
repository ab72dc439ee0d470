package dev.almanac.gateway.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Stands before the HTTP parser of one connection: passes on what [RequestScanner] finds sound, answers the rest, and
/// knows since when the client owes something. Used on the connection's event loop.
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    /// Requests that a client may send before it reads the first answer.
    private static final int MOST_PIPELINED = 64;

    private final RequestScanner scanner;
    private final Wire wire;
    private ChannelHandlerContext context;
    private long owedSince;
    private long bodyBytes;
    private long answered;
    private Fault fault;
    private boolean refused;

    ConnectionGuard(RequestScanner scanner, Wire wire, long now) {
        this.scanner = scanner;
        this.wire = wire;
        this.owedSince = now;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        if (fault != null) {
            bytes.release();
            return;
        }
        boolean headBefore = scanner.isInHead();
        boolean bodyBefore = scanner.isInBody();
        long requestsBefore = scanner.requests();
        fault = scanner.scan(bytes);
        account(headBefore, bodyBefore, requestsBefore, bytes.readableBytes());
        if (scanner.requests() - answered > MOST_PIPELINED) {
            bytes.release();
            ctx.close();
            return;
        }
        if (fault == null) {
            ctx.fireChannelRead(bytes);
            return;
        }
        int sound = scanner.headStart() < 0 ? 0 : scanner.headStart() - bytes.readerIndex();
        if (sound > 0) {
            ctx.fireChannelRead(bytes.readRetainedSlice(sound));
        }
        bytes.release();
        refuse();
    }

    private void account(boolean headBefore, boolean bodyBefore, long requestsBefore, int bytes) {
        boolean begins = !headBefore && scanner.isInHead();
        boolean bodyBegins = scanner.isInBody() && (!bodyBefore || scanner.requests() > requestsBefore);
        if (begins || bodyBegins) {
            owedSince = System.nanoTime();
            bodyBytes = 0;
        } else if (scanner.isInBody()) {
            bodyBytes += bytes;
        }
    }

    /// One request has its whole answer.
    void answered() {
        answered++;
        if (fault != null) {
            refuse();
        }
    }

    /// The connection speaks another protocol from here on: no more deadlines.
    void otherProtocol() {
        scanner.otherProtocol();
    }

    /// Answers what is malformed, after the answers to what came before it. What is malformed within a body only ends
    /// the connection: its request is being answered.
    private void refuse() {
        if (refused || (!scanner.isInBody() && scanner.requests() > answered)) {
            return;
        }
        refused = true;
        wire.refused(fault.code().status(), context.channel());
        if (scanner.isInBody()) {
            context.close();
        } else {
            context.writeAndFlush(Unpooled.wrappedBuffer(RawAnswer.of(fault.code(), fault.detail())))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// @return whether the client owes the rest of a head, or a body comes too slowly, and nobody here made it wait
    boolean isLate(long now, long headNanos, long leastRate) {
        if (!context.channel().config().isAutoRead()) {
            owedSince = now;
            bodyBytes = 0;
            return false;
        }
        long owed = now - owedSince;
        if (scanner.isInHead() || scanner.requests() == 0) {
            return owed > headNanos;
        }
        return scanner.isInBody() && owed > headNanos && bodyBytes < leastRate * (owed / 1_000_000_000L);
    }

    void close() {
        context.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        wire.gone(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        wire.gone(this);
        ctx.fireChannelInactive();
    }
}
