package dev.almanac.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {

    private final Heard heard = new Heard();
    private final ResponseParser parser = new ResponseParser(heard);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello | 200 hello; reusable",
                "HTTP/1.1 200\\r\\ncontent-length:5\\r\\n\\r\\nhello | 200 hello; reusable",
                "HTTP/1.1 204 No Content\\r\\n\\r\\n | 204 ; reusable",
                "HTTP/1.1 304 Not Modified\\r\\nContent-Length: 9\\r\\n\\r\\n | 304 ; reusable",
                "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 201 X\\r\\nContent-Length: 0\\r\\n\\r\\n | 201 ; reusable",
                "HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: 1\\r\\n\\r\\nx | 200 x; spent",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3;a=b\\r\\nhel\\r\\n2\\r\\nlo\\r\\n0\\r\\nX-Sum: 7\\r\\n\\r\\n | 200 hello; 7 reusable"
            })
    void anAnswerIsReadHoweverItArrives(String answer, String meaning) {
        byte[] bytes = bytes(answer);
        for (int size : new int[] {bytes.length, 1, 2, 5}) {
            Heard fresh = new Heard();
            ResponseParser each = new ResponseParser(fresh);
            each.expect(false);
            for (int at = 0; at < bytes.length; at += size) {
                each.feed(Buffer.buffer(bytes).slice(at, Math.min(bytes.length, at + size)));
            }
            assertEquals(meaning, fresh.text.toString());
            assertTrue(each.isIdle());
        }
    }

    @Test
    void anAnswerWithoutALengthEndsWithItsConnection() {
        parser.expect(false);
        parser.feed(Buffer.buffer("HTTP/1.1 200 OK\r\n\r\nhel"));
        parser.feed(Buffer.buffer("lo"));
        assertTrue(parser.ended());
        assertEquals("200 hello; spent", heard.text.toString());
    }

    @Test
    void halfAnAnswerIsNone() {
        parser.expect(false);
        parser.feed(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"));
        assertFalse(parser.ended());
    }

    @Test
    void theAnswerToHeadHasNoBodyWhateverItsLengthSays() {
        parser.expect(true);
        parser.feed(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
        assertEquals("200 ; reusable", heard.text.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "hello\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhelp\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n"
            })
    void whatMeansTwoThingsIsNotUnderstood(String answer) {
        parser.expect(false);
        assertThrows(ResponseParser.MalformedException.class, () -> parser.feed(Buffer.buffer(answer)));
    }

    @Test
    void bytesThatNobodyAskedForEndTheConnection() {
        assertThrows(ResponseParser.MalformedException.class, () -> parser.feed(Buffer.buffer("HTTP/1.1 200 OK\r\n")));
    }

    private static byte[] bytes(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Writes down what it is told.
    private static final class Heard implements ResponseParser.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(int status, MultiMap headers) {
            text.append(status).append(' ');
        }

        @Override
        public void data(Buffer bytes) {
            text.append(bytes);
        }

        @Override
        public void end(MultiMap trailers, boolean reusable) {
            text.append("; ");
            trailers.forEach((name, value) -> text.append(value).append(' '));
            text.append(reusable ? "reusable" : "spent");
        }
    }
}
