package dev.almanac.data.ingest;

import dev.almanac.data.content.BulkInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands the bytes of an upload from the thread that stores them to the one that reads them, few at a time. Either side
/// may give up; the other notices.
final class Pipe extends BulkInputStream {

    private static final String INTERRUPTED = "An upload was interrupted";
    private static final int PIECES = 8;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean abandoned;
    private volatile IOException broken;
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;

    /// Waits while the reader is behind; does nothing when it has gone.
    void send(byte[] bytes, int from, int length) throws IOException {
        byte[] copy = Arrays.copyOfRange(bytes, from, from + length);
        if (length > 0) {
            offer(copy);
        }
    }

    void end() throws IOException {
        offer(END);
    }

    /// The reader gets this failure instead of more bytes.
    void fail(IOException cause) throws IOException {
        broken = cause;
        offer(END);
    }

    private void offer(byte[] bytes) throws IOException {
        try {
            while (!abandoned && !pieces.offer(bytes, 100, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            throw Interruption.failure(INTERRUPTED, e);
        }
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (at == piece.length && !ended) {
            next();
        }
        if (ended) {
            return -1;
        }
        int n = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, from, n);
        at += n;
        return n;
    }

    private void next() throws IOException {
        try {
            piece = pieces.take();
            at = 0;
        } catch (InterruptedException e) {
            throw Interruption.failure(INTERRUPTED, e);
        }
        ended = piece.length == 0;
        if (ended && broken != null) {
            throw broken;
        }
    }

    /// The reader wants no more.
    @Override
    public void close() {
        abandoned = true;
        pieces.clear();
    }
}
