package dev.almanac.gateway.wire;

import dev.almanac.gateway.edge.EdgeProblem;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// Reads the bytes of HTTP/1.1 requests along with the parser behind it, and stops at the first that two parsers could
/// read in two ways. It knows no leniency: lines end in CR LF, names are tokens with the colon at once, values have no
/// control characters, nothing is folded, a length is one number, the only coding is `chunked`, chunks have no
/// extensions. So whatever passes means one thing. Sources: RFC 9112, sections 2.2, 3, 5, 6 and 7; RFC 9110, section 5.
///
/// Over 250 lines: one grammar, one state for each place in it.
final class RequestScanner {

    private static final int MOST_FIELDS = 100;
    private static final int LONGEST_KEPT = 320;
    private static final int LONGEST_NUMBER = 15;
    private static final String VERSION = "HTTP/1.1";

    private final int headLimit;
    private final int uriLimit;
    private final byte[] kept = new byte[LONGEST_KEPT];

    private State state = State.METHOD;
    private int keptLength;
    private int headBytes;
    private int uriBytes;
    private int fields;
    private Field field;
    private Fields seen = new Fields();
    private long left;
    private long requests;
    private boolean options;
    private int headStart;

    RequestScanner(int headLimit, int uriLimit) {
        this.headLimit = headLimit;
        this.uriLimit = uriLimit;
    }

    /// Where in a request the next byte is.
    private enum State {
        METHOD,
        TARGET,
        VERSION,
        LINE_END,
        NAME_START,
        NAME,
        VALUE_START,
        VALUE,
        VALUE_END,
        HEAD_END,
        BODY,
        CHUNK_SIZE,
        CHUNK_SIZE_END,
        CHUNK,
        CHUNK_CR,
        CHUNK_LF,
        TRAILER_START,
        TRAILER_NAME,
        TRAILER_VALUE,
        TRAILER_VALUE_END,
        TRAILERS_END,
        OTHER_PROTOCOL
    }

    /// Fields that say how the rest is read.
    private enum Field {
        HOST,
        LENGTH,
        CODING,
        EXPECTATION,
        OTHER
    }

    /// What was seen of them in one head.
    private static final class Fields {
        private int hosts;
        private String length;
        private String coding;
    }

    /// The connection speaks another protocol from here on.
    void otherProtocol() {
        state = State.OTHER_PROTOCOL;
    }

    /// Whether nothing of a request has arrived, or all of it.
    boolean isBetweenRequests() {
        return state == State.METHOD && headBytes == 0;
    }

    boolean isInHead() {
        return state.ordinal() <= State.HEAD_END.ordinal() && !isBetweenRequests();
    }

    boolean isInBody() {
        return state.ordinal() >= State.BODY.ordinal() && state != State.OTHER_PROTOCOL;
    }

    /// How many whole heads have arrived.
    long requests() {
        return requests;
    }

    /// After a fault in a head that began in the scanned bytes: where it began. Else -1.
    int headStart() {
        return headStart;
    }

    /// @param in is not consumed
    /// @return null when all is well
    Fault scan(ByteBuf in) {
        headStart = -1;
        int end = in.writerIndex();
        for (int i = in.readerIndex(); i < end; i++) {
            if (state == State.BODY || state == State.CHUNK) {
                i = skip(i, end) - 1;
                continue;
            }
            if (state == State.OTHER_PROTOCOL) {
                return null;
            }
            if (isBetweenRequests()) {
                headStart = i;
            }
            if (state == State.VALUE && field == Field.OTHER) {
                int plain = plain(in, i, end);
                headBytes += plain - i;
                i = plain;
                if (i == end) {
                    return tooLong();
                }
            }
            Fault fault = state.ordinal() < State.BODY.ordinal() ? head(in.getByte(i)) : body(in.getByte(i));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /// Passes over the characters of a value that need no look, eight at a time: those from the space up, without DEL.
    /// Source of the arithmetic: Warren, Hacker's Delight, section 6-1.
    private static int plain(ByteBuf in, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long eight = in.getLong(at);
            long below = eight - 0x2020202020202020L & ~eight;
            long delete = eight ^ 0x7f7f7f7f7f7f7f7fL;
            delete = delete - 0x0101010101010101L & ~delete;
            if (((below | delete) & 0x8080808080808080L) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    private Fault tooLong() {
        return headBytes > headLimit + uriBytes
                ? new Fault(EdgeProblem.HEAD_TOO_LARGE, "The limit is " + headLimit + " bytes")
                : null;
    }

    private int skip(int from, int end) {
        long taken = Math.min(left, end - from);
        left -= taken;
        if (left == 0) {
            if (state == State.BODY) {
                nextRequest();
            } else {
                state = State.CHUNK_CR;
            }
        }
        return (int) (from + taken);
    }

    private Fault head(byte c) {
        headBytes++;
        Fault tooLong = tooLong();
        if (tooLong != null) {
            return tooLong;
        }
        return switch (state) {
            case METHOD -> method(c);
            case TARGET -> target(c);
            case VERSION -> version(c);
            case LINE_END, VALUE_END -> lineFeed(c, State.NAME_START);
            case NAME_START -> nameStart(c);
            case NAME -> name(c);
            case VALUE_START -> valueStart(c);
            case VALUE -> value(c);
            default -> c == '\n' ? headEnd() : Fault.malformed("A line does not end in CR LF");
        };
    }

    private Fault method(byte c) {
        if (c == ' ' && keptLength > 0) {
            options = keptLength == 7 && keptIs("OPTIONS");
            keptLength = 0;
            state = State.TARGET;
            return null;
        }
        if (c < 'A' || c > 'Z' || keptLength == Characters.LONGEST_METHOD) {
            return Fault.malformed("The request does not begin with a method");
        }
        return keep(c);
    }

    private Fault target(byte c) {
        if (c == ' ' && uriBytes > 0) {
            state = State.VERSION;
            return null;
        }
        if (uriBytes == 0 && c != '/') {
            return Fault.malformed(options ? "OPTIONS is asked of a path" : "The address must be a path");
        }
        if (c <= ' ' || c == 0x7f) {
            return Fault.malformed("The address has a character that no address has");
        }
        return ++uriBytes > uriLimit
                ? new Fault(EdgeProblem.URI_TOO_LONG, "The limit is " + uriLimit + " bytes")
                : null;
    }

    private Fault version(byte c) {
        if (c != '\r') {
            return c <= ' ' || keptLength >= VERSION.length() ? otherVersion(c) : keep(c);
        }
        if (!keptIs(VERSION)) {
            return otherVersion(c);
        }
        keptLength = 0;
        state = State.LINE_END;
        return null;
    }

    private Fault otherVersion(byte c) {
        boolean http = (c == '\r' || c > ' ')
                && keptLength >= 5
                && new String(kept, 0, 5, StandardCharsets.US_ASCII).equals("HTTP/");
        return http
                ? new Fault(EdgeProblem.VERSION_NOT_SUPPORTED, "Only HTTP/1.1 and HTTP/2 are")
                : Fault.malformed("The first line is not that of a request");
    }

    private Fault lineFeed(byte c, State next) {
        if (c != '\n') {
            return Fault.malformed("A line does not end in CR LF");
        }
        state = next;
        return null;
    }

    private Fault nameStart(byte c) {
        if (c == '\r') {
            state = State.HEAD_END;
            return null;
        }
        if (c == ' ' || c == '\t') {
            return Fault.malformed("A field is folded over lines");
        }
        if (++fields > MOST_FIELDS) {
            return new Fault(EdgeProblem.HEAD_TOO_LARGE, "At most " + MOST_FIELDS + " header fields are taken");
        }
        keptLength = 0;
        state = State.NAME;
        return name(c);
    }

    private Fault name(byte c) {
        if (c == ':' && keptLength > 0) {
            field = switch (keptLength) {
                case 4 -> named("host", Field.HOST);
                case 6 -> named("expect", Field.EXPECTATION);
                case 14 -> named("content-length", Field.LENGTH);
                case 17 -> named("transfer-encoding", Field.CODING);
                default -> Field.OTHER;
            };
            keptLength = 0;
            state = State.VALUE_START;
            return null;
        }
        return Characters.isTokenCharacter(c) ? keep(c) : Fault.malformed("The name of a field is not a token");
    }

    private Fault valueStart(byte c) {
        if (c == ' ' || c == '\t') {
            return null;
        }
        state = State.VALUE;
        return value(c);
    }

    private Fault value(byte c) {
        if (c == '\r') {
            state = State.VALUE_END;
            return field == Field.OTHER ? null : known();
        }
        if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f) {
            return Fault.malformed("The value of a field has a control character");
        }
        if (field == Field.OTHER) {
            return null;
        }
        return keptLength == LONGEST_KEPT ? Fault.malformed("A field that frames the request is too long") : keep(c);
    }

    private Fault known() {
        String value = new String(kept, 0, keptLength, StandardCharsets.ISO_8859_1).stripTrailing();
        switch (field) {
            case HOST -> {
                seen.hosts++;
                return Characters.isHost(value) ? null : Fault.malformed("The Host is not well formed");
            }
            case LENGTH -> {
                boolean again = seen.length != null;
                seen.length = value;
                return again || !Characters.isNumber(value, LONGEST_NUMBER)
                        ? Fault.malformed("Content-Length is not one number")
                        : null;
            }
            case CODING -> {
                boolean again = seen.coding != null;
                seen.coding = value;
                return again || !value.equalsIgnoreCase("chunked")
                        ? Fault.malformed("The only Transfer-Encoding is chunked")
                        : null;
            }
            default -> {
                return value.equalsIgnoreCase("100-continue")
                        ? null
                        : new Fault(EdgeProblem.EXPECTATION_FAILED, "The only expectation is 100-continue");
            }
        }
    }

    private Fault headEnd() {
        if (seen.hosts != 1) {
            return Fault.malformed("Exactly one Host is needed");
        }
        if (seen.length != null && seen.coding != null) {
            return Fault.malformed("Content-Length and Transfer-Encoding exclude each other");
        }
        requests++;
        String length = seen.length;
        boolean chunked = seen.coding != null;
        nextRequest();
        if (chunked) {
            state = State.CHUNK_SIZE;
        } else if (length != null && Long.parseLong(length) > 0) {
            left = Long.parseLong(length);
            state = State.BODY;
        }
        return null;
    }

    private Fault body(byte c) {
        return switch (state) {
            case CHUNK_SIZE -> chunkSize(c);
            case CHUNK_SIZE_END -> chunkSizeEnd(c);
            case CHUNK_CR -> expect(c, '\r', State.CHUNK_LF);
            case CHUNK_LF -> expect(c, '\n', State.CHUNK_SIZE);
            case TRAILER_START -> trailerStart(c);
            case TRAILER_NAME -> trailerName(c);
            case TRAILER_VALUE -> trailerValue(c);
            case TRAILER_VALUE_END -> lineFeed(c, State.TRAILER_START);
            default -> {
                Fault fault = lineFeed(c, State.METHOD);
                nextRequest();
                yield fault;
            }
        };
    }

    private Fault expect(byte c, char expected, State next) {
        if (c != expected) {
            return Fault.malformed("A chunk is not as long as it says");
        }
        state = next;
        return null;
    }

    private Fault chunkSize(byte c) {
        if (c == '\r' && keptLength > 0) {
            left = Long.parseLong(new String(kept, 0, keptLength, StandardCharsets.US_ASCII), 16);
            keptLength = 0;
            state = State.CHUNK_SIZE_END;
            return null;
        }
        if (Character.digit(c, 16) < 0 || keptLength == LONGEST_NUMBER) {
            return Fault.malformed("The size of a chunk is not one hexadecimal number");
        }
        return keep(c);
    }

    private Fault chunkSizeEnd(byte c) {
        return lineFeed(c, left == 0 ? State.TRAILER_START : State.CHUNK);
    }

    private Fault trailerStart(byte c) {
        if (c == '\r') {
            state = State.TRAILERS_END;
            return null;
        }
        keptLength = 0;
        state = State.TRAILER_NAME;
        return trailerName(c);
    }

    private Fault trailerName(byte c) {
        if (++headBytes > headLimit) {
            return Fault.malformed("The trailer is too large");
        }
        if (c == ':' && keptLength > 0) {
            state = State.TRAILER_VALUE;
            return null;
        }
        return Characters.isTokenCharacter(c) ? keep(c) : Fault.malformed("The name of a trailer field is not a token");
    }

    private Fault trailerValue(byte c) {
        if (++headBytes > headLimit) {
            return Fault.malformed("The trailer is too large");
        }
        if (c == '\r') {
            state = State.TRAILER_VALUE_END;
            return null;
        }
        return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f
                ? Fault.malformed("The value of a trailer field has a control character")
                : null;
    }

    private void nextRequest() {
        state = State.METHOD;
        keptLength = 0;
        headBytes = 0;
        uriBytes = 0;
        fields = 0;
        seen = new Fields();
    }

    private Fault keep(byte c) {
        if (keptLength < LONGEST_KEPT) {
            kept[keptLength++] = c;
        }
        return null;
    }

    private Field named(String name, Field known) {
        return new String(kept, 0, keptLength, StandardCharsets.US_ASCII).equalsIgnoreCase(name) ? known : Field.OTHER;
    }

    private boolean keptIs(String text) {
        if (keptLength != text.length()) {
            return false;
        }
        for (int i = 0; i < keptLength; i++) {
            if (kept[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
