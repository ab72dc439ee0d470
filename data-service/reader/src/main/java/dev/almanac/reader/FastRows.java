package dev.almanac.reader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The fast way through a clean long file: bytes are cut at the delimiter and typed where they lie, without a string
/// for a cell. Fenced: a row with anything but plain text goes to [RowReader] cell by cell, and from the first quote,
/// lone carriage return or endless line on, the rest of the file goes through FastCSV. Tests hold both ways against
/// each other on every file. Over 250 lines: one loop and what it needs.
final class FastRows {

    private static final int BUFFER = 1 << 18;

    private final RowReader rows;
    private final SeriesReader.Sink sink;
    private final byte delimiter;
    private final byte quote;
    private final int id;
    private final int time;
    private final int[] values;
    private final SeriesName[] names;
    private final int needed;
    private final int width;
    private final int[] starts;
    private final int[] ends;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long line;

    /// Reads what the fast way cannot.
    @FunctionalInterface
    interface General {
        void read(InputStream rest, int skip, long before, RowReader rows) throws IOException;
    }

    FastRows(Inference inference, RowReader rows, SeriesReader.Sink sink) {
        Columns columns = rows.columns();
        Mapping mapping = inference.mapping();
        this.rows = rows;
        this.sink = sink;
        this.delimiter = (byte) mapping.delimiter().charAt(0);
        this.quote = (byte) mapping.quote().charAt(0);
        this.id = columns.ids().length == 0 ? -1 : columns.ids()[0];
        this.time = columns.time();
        this.values = columns.values();
        this.names = new SeriesName[values.length];
        for (int k = 0; k < values.length; k++) {
            names[k] = columns.valueNames() == null ? null : SeriesName.of(columns.valueNames()[k]);
        }
        int last = Math.max(id, time);
        for (int value : values) {
            last = Math.max(last, value);
        }
        this.needed = last + 1;
        this.width = inference.columns().size();
        this.starts = new int[needed];
        this.ends = new int[needed];
    }

    /// Whether rows of such a file can be clean: UTF-8, a row a time, one column that names the series or none.
    static boolean suits(Inference inference, Columns columns) {
        boolean oneSeriesARow = columns.ids().length == 1 && columns.values().length == 1;
        return inference.encoding() == Encoding.UTF_8
                && columns.times() == null
                && columns.clock() < 0
                && (columns.ids().length == 0 || oneSeriesARow)
                && inference.mapping().delimiter().charAt(0) < 128;
    }

    /// @param skip lines that are no rows
    void read(InputStream content, int skip, General general) throws IOException {
        while (true) {
            int end = endOfLine();
            while (end < 0 && fill(content)) {
                end = endOfLine();
            }
            if (end < 0 && to - from == buffer.length) {
                rest(content, skip, general);
                return;
            }
            boolean last = end < 0;
            if (last && from == to) {
                return;
            }
            int stop = last ? to : end;
            if (line < skip ? hasReturn(from, stop) : !row(from, stop)) {
                rest(content, skip, general);
                return;
            }
            line++;
            if (last) {
                return;
            }
            from = end + 1;
        }
    }

    private int endOfLine() {
        byte[] bytes = buffer;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// A carriage return that is not the last character of the line ends a line too.
    private boolean hasReturn(int start, int end) {
        for (int i = start; i < end - 1; i++) {
            if (buffer[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    private boolean fill(InputStream content) throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            return false;
        }
        int n = content.read(buffer, to, buffer.length - to);
        to += Math.max(n, 0);
        return n > 0;
    }

    private void rest(InputStream content, int skip, General general) throws IOException {
        InputStream unread = new ByteArrayInputStream(buffer, from, to - from);
        int left = (int) Math.max(0, skip - line);
        general.read(new SequenceInputStream(unread, content), left, line, rows);
    }

    /// @return false when the row needs the general way, nothing of it having been taken
    private boolean row(int start, int lineEnd) throws IOException {
        byte[] bytes = buffer;
        int end = lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        if (start == end) {
            return true;
        }
        int field = 0;
        int fieldStart = start;
        int odd = 0;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == delimiter) {
                if (field < needed) {
                    starts[field] = fieldStart;
                    ends[field] = i;
                }
                field++;
                fieldStart = i + 1;
            } else if (b == quote) {
                return false;
            } else if (b < ' ') {
                if (b == '\r') {
                    return false;
                }
                odd++;
            }
        }
        if (field < needed) {
            starts[field] = fieldStart;
            ends[field] = end;
        }
        field++;
        if (odd > 0 || field < needed || field > width || !rows.isSettled() || !clean(bytes)) {
            slow(start, end);
        }
        return true;
    }

    /// Takes the row when all of its cells are what most are.
    private boolean clean(byte[] bytes) throws IOException {
        trim(bytes, time);
        long at = rows.format().read(bytes, starts[time], ends[time]);
        if (at == TimeFormat.NONE) {
            return false;
        }
        if (id >= 0) {
            trim(bytes, id);
            if (starts[id] == ends[id]) {
                return false;
            }
        }
        return id >= 0 ? one(bytes, at) : several(bytes, at);
    }

    private boolean one(byte[] bytes, long at) throws IOException {
        int column = values[0];
        trim(bytes, column);
        NumberText numbers = rows.numbers();
        double value = numbers.read(bytes, starts[column], ends[column]);
        if (numbers.status() != NumberText.Status.NUMBER) {
            return false;
        }
        SeriesName name = rows.name();
        name.set(bytes, starts[id], ends[id]);
        rows.usable(line + 1);
        sink.accept(name, rows.instant(at), value);
        return true;
    }

    private boolean several(byte[] bytes, long at) throws IOException {
        NumberText numbers = rows.numbers();
        double[] read = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            trim(bytes, values[k]);
            read[k] = numbers.read(bytes, starts[values[k]], ends[values[k]]);
            if (numbers.status() != NumberText.Status.NUMBER) {
                return false;
            }
        }
        rows.usable(line + 1);
        for (int k = 0; k < values.length; k++) {
            rows.name().set(names[k]);
            sink.accept(rows.name(), rows.instant(at), read[k]);
        }
        return true;
    }

    private void trim(byte[] bytes, int column) {
        while (starts[column] < ends[column] && bytes[starts[column]] == ' ') {
            starts[column]++;
        }
        while (ends[column] > starts[column] && bytes[ends[column] - 1] == ' ') {
            ends[column]--;
        }
    }

    private void slow(int start, int end) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(buffer, start, end - start))
                .toString();
        List<String> cells = cells(text);
        rows.take(column -> column < cells.size() ? cells.get(column) : "", cells.size(), line + 1);
    }

    private List<String> cells(String text) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        for (int next = text.indexOf(delimiter); next >= 0; next = text.indexOf(delimiter, at)) {
            cells.add(text.substring(at, next));
            at = next + 1;
        }
        cells.add(text.substring(at));
        return cells;
    }
}
