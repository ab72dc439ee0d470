package dev.almanac.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Observations that were sorted together and put aside, in blocks: pieces of series, each with a name, times and
/// values.
final class Run {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int MOST_IN_PIECE = 1_024;

    private final List<Long> places = new ArrayList<>();

    /// Puts sorted observations aside.
    static final class Writer implements SeriesTaker {
        private final Run run = new Run();
        private final Scratch scratch;
        private final long[] times = new long[MOST_IN_PIECE];
        private final double[] values = new double[MOST_IN_PIECE];
        private ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        private byte[] name;
        private int count;

        Writer(Scratch scratch) {
            this.scratch = scratch;
        }

        @Override
        public void begin(byte[] seriesName) {
            name = seriesName;
        }

        @Override
        public void take(long time, double value) throws IOException {
            times[count] = time;
            values[count++] = value;
            if (count == MOST_IN_PIECE) {
                piece();
            }
        }

        @Override
        public void end() throws IOException {
            if (count > 0) {
                piece();
            }
        }

        Run finish() throws IOException {
            flush();
            return run;
        }

        private void piece() throws IOException {
            int bytes = 8 + name.length + count * 16;
            if (bytes > block.remaining()) {
                flush();
                if (bytes > block.capacity()) {
                    block = ByteBuffer.allocate(bytes);
                }
            }
            block.putInt(name.length).put(name).putInt(count);
            for (int i = 0; i < count; i++) {
                block.putLong(times[i]).putDouble(values[i]);
            }
            count = 0;
        }

        private void flush() throws IOException {
            if (block.position() > 0) {
                run.places.add(scratch.write(Arrays.copyOf(block.array(), block.position())));
                block.clear();
            }
        }
    }

    /// Goes through a run piece by piece.
    static final class Cursor {
        private final Run run;
        private final Scratch scratch;
        private final int order;
        private ByteBuffer block = ByteBuffer.allocate(0);
        private int nextBlock;
        private byte[] name;
        private int left;
        private long time;
        private double value;

        /// @param order of the run among others: the older first
        Cursor(Run run, Scratch scratch, int order) {
            this.run = run;
            this.scratch = scratch;
            this.order = order;
        }

        /// @return false behind the last observation
        boolean advance() throws IOException {
            while (left == 0) {
                if (!block.hasRemaining()) {
                    if (nextBlock == run.places.size()) {
                        return false;
                    }
                    block = ByteBuffer.wrap(scratch.read(run.places.get(nextBlock++)));
                }
                byte[] next = new byte[block.getInt()];
                block.get(next);
                name = name != null && Arrays.equals(name, next) ? name : next;
                left = block.getInt();
            }
            left--;
            time = block.getLong();
            value = block.getDouble();
            return true;
        }

        byte[] name() {
            return name;
        }

        long time() {
            return time;
        }

        double value() {
            return value;
        }

        int order() {
            return order;
        }
    }
}
