package dev.almanac.reader;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// How the text of a file is encoded.
public enum Encoding {
    UTF_8("utf-8", StandardCharsets.UTF_8),
    UTF_16LE("utf-16le", StandardCharsets.UTF_16LE),
    UTF_16BE("utf-16be", StandardCharsets.UTF_16BE),
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"));

    private static final int NOT_UTF_16 = 4;

    private final String code;
    private final Charset charset;

    Encoding(String code, Charset charset) {
        this.code = code;
        this.charset = charset;
    }

    /// The name that the API shows.
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException when it is not known
    public static Encoding ofCode(String code) {
        for (Encoding encoding : values()) {
            if (encoding.code.equalsIgnoreCase(code)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException(
                "The encoding '" + code + "' is not one of utf-8, utf-16le, utf-16be," + " windows-1252");
    }

    /// By its mark, by where its zeros are, by whether it is UTF-8, in this order.
    static Encoding of(byte[] head) {
        for (Encoding encoding : values()) {
            if (encoding.markLength(head) > 0) {
                return encoding;
            }
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i + 1 < head.length; i += 2) {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        if (even + odd > 0 && (even + odd) * NOT_UTF_16 > head.length) {
            return odd > even ? UTF_16LE : UTF_16BE;
        }
        return isUtf8(head) ? UTF_8 : WINDOWS_1252;
    }

    /// The length of the byte order mark that the file begins with; 0 when it has none of this encoding.
    int markLength(byte[] head) {
        byte[] mark = switch (this) {
            case UTF_8 -> new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
            case UTF_16LE -> new byte[] {(byte) 0xFF, (byte) 0xFE};
            case UTF_16BE -> new byte[] {(byte) 0xFE, (byte) 0xFF};
            case WINDOWS_1252 -> new byte[] {};
        };
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || head[i] != mark[i]) {
                return 0;
            }
        }
        return mark.length;
    }

    /// The text of the first bytes; a character that their end cuts is left out.
    String decode(byte[] head) {
        int start = markLength(head);
        CharBuffer text = CharBuffer.allocate(head.length);
        decoder().decode(ByteBuffer.wrap(head, start, head.length - start), text, false);
        return text.flip().toString();
    }

    /// @param content behind its mark; a byte that is not of the encoding breaks the reading
    Reader reader(InputStream content) {
        return new InputStreamReader(content, decoder());
    }

    /// windows-1252 has five bytes that stand for nothing; whoever wrote them meant nothing by them.
    private CharsetDecoder decoder() {
        CodingErrorAction action = this == WINDOWS_1252 ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        return charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    }

    private static boolean isUtf8(byte[] head) {
        CoderResult result = UTF_8.decoder().decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false);
        return !result.isError();
    }
}
