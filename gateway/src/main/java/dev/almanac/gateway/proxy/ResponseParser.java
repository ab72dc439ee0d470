package dev.almanac.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/// Reads the answers of a service from the bytes of a connection, one after the other, as strictly as the gateway reads
/// requests: a service that frames its answers in two ways at once is not understood, and its connection ends. Sources:
/// RFC 9112, sections 4, 5, 6 and 7; interim answers (1xx) are passed over. Used on one event loop.
///
/// Over 250 lines: one grammar, one state for each place in it.
final class ResponseParser {

    private static final int HEAD_LIMIT = 65_536;
    private static final int LONGEST_LENGTH = 15;
    private static final String VERSION = "HTTP/1.1 ";
    private static final int STATUS_END = VERSION.length() + 3;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int FIRST_FINAL = 200;

    private final Listener listener;
    private State state = State.IDLE;
    private boolean headOnly;
    private Buffer kept = Buffer.buffer();
    private int headBytes;
    private int status;
    private MultiMap headers;
    private MultiMap trailers;
    private long left;
    private boolean persistent;

    ResponseParser(Listener listener) {
        this.listener = listener;
    }

    /// Where in an answer the next byte is.
    private enum State {
        IDLE,
        STATUS,
        FIELD,
        BODY,
        BODY_TO_THE_END,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    /// Told of an answer as it arrives.
    interface Listener {

        void head(int status, MultiMap headers);

        void data(Buffer bytes);

        /// @param trailers empty for none
        /// @param reusable whether another request may follow on this connection
        void end(MultiMap trailers, boolean reusable);
    }

    /// What arrived is no answer, or none that means one thing.
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    /// A request was sent.
    ///
    /// @param head whether it was HEAD, whose answer has no body
    void expect(boolean head) {
        headOnly = head;
        state = State.STATUS;
        headBytes = 0;
    }

    boolean isIdle() {
        return state == State.IDLE;
    }

    /// @throws MalformedException after which nothing more may be fed
    void feed(Buffer bytes) {
        int at = 0;
        while (at < bytes.length()) {
            at = switch (state) {
                case IDLE -> throw new MalformedException("bytes that nobody asked for");
                case STATUS, FIELD, CHUNK_SIZE, CHUNK_END, TRAILER -> line(bytes, at);
                case BODY, CHUNK -> data(bytes, at);
                case BODY_TO_THE_END -> {
                    listener.data(bytes.slice(at, bytes.length()));
                    yield bytes.length();
                }
            };
        }
    }

    /// The connection has ended.
    ///
    /// @return whether that was the end of an answer
    boolean ended() {
        if (state != State.BODY_TO_THE_END) {
            return false;
        }
        finish(false);
        return true;
    }

    /// @return where the next line begins
    private int line(Buffer bytes, int from) {
        int end = from;
        while (end < bytes.length() && bytes.getByte(end) != '\n') {
            end++;
        }
        headBytes += end - from;
        if (headBytes > HEAD_LIMIT) {
            throw new MalformedException("a head that is too large");
        }
        if (end == bytes.length()) {
            kept.appendBuffer(bytes.slice(from, end));
            return end;
        }
        String text;
        if (kept.length() == 0) {
            text = text(bytes, from, end);
        } else {
            kept.appendBuffer(bytes.slice(from, end));
            text = text(kept, 0, kept.length());
            kept = Buffer.buffer();
        }
        take(text);
        return end + 1;
    }

    private static String text(Buffer bytes, int from, int end) {
        if (end == from || bytes.getByte(end - 1) != '\r') {
            throw new MalformedException("a line that does not end in CR LF");
        }
        return bytes.getString(from, end - 1, "ISO-8859-1");
    }

    private void take(String line) {
        switch (state) {
            case STATUS -> statusLine(line);
            case FIELD -> {
                if (line.isEmpty()) {
                    headEnd();
                } else {
                    field(headers, line);
                }
            }
            case CHUNK_SIZE -> chunkSize(line);
            case CHUNK_END -> {
                if (!line.isEmpty()) {
                    throw new MalformedException("a chunk that is not as long as it says");
                }
                state = State.CHUNK_SIZE;
            }
            default -> {
                if (line.isEmpty()) {
                    finish(persistent);
                } else {
                    field(trailers, line);
                }
            }
        }
    }

    private void statusLine(String line) {
        boolean sound = line.startsWith(VERSION)
                && line.length() >= STATUS_END
                && (line.length() == STATUS_END || line.charAt(STATUS_END) == ' ');
        for (int i = VERSION.length(); sound && i < STATUS_END; i++) {
            sound = line.charAt(i) >= '0' && line.charAt(i) <= '9';
        }
        if (!sound) {
            throw new MalformedException("no status line");
        }
        status = Integer.parseInt(line, VERSION.length(), STATUS_END, 10);
        headers = HttpHeaders.headers();
        state = State.FIELD;
    }

    private static void field(MultiMap fields, String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t' || line.charAt(colon - 1) == ' ') {
            throw new MalformedException("a field that is not one");
        }
        fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private void headEnd() {
        if (status < FIRST_FINAL) {
            state = State.STATUS;
            return;
        }
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        String coding = headers.get(HttpHeaders.TRANSFER_ENCODING);
        boolean bodiless = headOnly || status == NO_CONTENT || status == NOT_MODIFIED;
        if (!bodiless && coding != null && length != null) {
            throw new MalformedException("Content-Length and Transfer-Encoding");
        }
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw new MalformedException("a coding that is not chunked");
        }
        persistent = !headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        left = length == null ? 0 : length(length);
        listener.head(status, headers);
        if (bodiless || (length != null && left == 0)) {
            finish(persistent);
        } else if (coding != null) {
            trailers = HttpHeaders.headers();
            state = State.CHUNK_SIZE;
        } else {
            state = length == null ? State.BODY_TO_THE_END : State.BODY;
        }
    }

    private long length(String text) {
        boolean sound = !text.isEmpty()
                && text.length() <= LONGEST_LENGTH
                && headers.getAll(HttpHeaders.CONTENT_LENGTH).size() == 1
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!sound) {
            throw new MalformedException("a Content-Length that is not one number");
        }
        return Long.parseLong(text);
    }

    private void chunkSize(String line) {
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).strip();
        if (size.isEmpty()
                || size.length() > LONGEST_LENGTH
                || !size.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            throw new MalformedException("the size of a chunk");
        }
        headBytes = 0;
        left = Long.parseLong(size, 16);
        state = left == 0 ? State.TRAILER : State.CHUNK;
    }

    private int data(Buffer bytes, int from) {
        int end = (int) Math.min(bytes.length(), from + left);
        left -= end - from;
        listener.data(from == 0 && end == bytes.length() ? bytes : bytes.slice(from, end));
        if (left == 0) {
            if (state == State.BODY) {
                finish(persistent);
            } else {
                state = State.CHUNK_END;
            }
        }
        return end;
    }

    private void finish(boolean reusable) {
        state = State.IDLE;
        MultiMap last = trailers == null ? HttpHeaders.headers() : trailers;
        trailers = null;
        listener.end(last, reusable);
    }
}
