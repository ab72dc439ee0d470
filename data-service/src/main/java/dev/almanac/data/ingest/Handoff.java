package dev.almanac.data.ingest;

import dev.almanac.reader.FileReading;
import dev.almanac.reader.SeriesCensus;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands series to a taker in a thread of its own, so that putting them in order and writing them go on side by side.
final class Handoff implements FileReading.Taker, Closeable {

    private static final String INTERRUPTED = "The writing of series was interrupted";
    private static final int PIECES = 32;
    private static final int MOST_IN_PIECE = 4_096;
    private static final Piece END = new Piece(null, null, null, null);

    private final FileReading.Taker taker;
    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;
    private final long[] times = new long[MOST_IN_PIECE];
    private final double[] values = new double[MOST_IN_PIECE];
    private byte[] name;
    private int count;
    private volatile Throwable failure;

    Handoff(FileReading.Taker taker) {
        this.taker = taker;
        this.thread = Thread.ofPlatform().name("series-writer").start(this::work);
    }

    /// @param begun name of the series that begins here, null within one
    /// @param ended what is known of the series that ends here, null within one
    private record Piece(byte[] begun, long[] times, double[] values, SeriesCensus ended) {}

    @Override
    public void begin(byte[] seriesName) {
        name = seriesName;
    }

    @Override
    public void take(long time, double value) throws IOException {
        times[count] = time;
        values[count++] = value;
        if (count == MOST_IN_PIECE) {
            send(null);
        }
    }

    @Override
    public void end(SeriesCensus census) throws IOException {
        send(census);
    }

    /// Waits until the taker has taken everything.
    void finish() throws IOException {
        put(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw Interruption.failure(INTERRUPTED, e);
        }
        rethrow();
    }

    private void send(SeriesCensus ended) throws IOException {
        put(new Piece(name, Arrays.copyOf(times, count), Arrays.copyOf(values, count), ended));
        name = null;
        count = 0;
    }

    private void put(Piece piece) throws IOException {
        try {
            while (!pieces.offer(piece, 100, TimeUnit.MILLISECONDS)) {
                rethrow();
            }
        } catch (InterruptedException e) {
            throw Interruption.failure(INTERRUPTED, e);
        }
    }

    private void rethrow() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException cause -> throw cause;
            case RuntimeException cause -> throw cause;
            default -> throw new IllegalStateException("Series could not be written", failure);
        }
    }

    private void work() {
        try {
            for (Piece piece = pieces.take(); piece != END; piece = pieces.take()) {
                if (piece.begun() != null) {
                    taker.begin(piece.begun());
                }
                for (int i = 0; i < piece.times().length; i++) {
                    taker.take(piece.times()[i], piece.values()[i]);
                }
                if (piece.ended() != null) {
                    taker.end(piece.ended());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed before its end
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /// Ends the thread; what it has not taken is lost.
    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw Interruption.failure(INTERRUPTED, e);
        }
    }
}
