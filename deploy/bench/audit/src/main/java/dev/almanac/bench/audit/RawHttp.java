package dev.almanac.bench.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One kept connection that asks one thing after the other: a client that costs next to nothing, so that a benchmark on
/// two cores measures the server.
final class RawHttp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int CHUNKED = -1;

    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 65_536);
    }

    /// What a service answers an auditor, on a connection of its own.
    static String text(AuditProcess service, String path) throws IOException {
        try (RawHttp http = new RawHttp(service.port())) {
            byte[] body = http.get(path, "Authorization: " + service.auditor() + "\r\n")
                    .body();
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// @return the answer's body
    /// @throws IOException when the connection breaks
    Answer post(String path, String headers, byte[] body) throws IOException {
        return send(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n" + headers
                        + "\r\n",
                body);
    }

    Answer get(String path, String headers) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n", new byte[0]);
    }

    private Answer send(String head, byte[] body) throws IOException {
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        socket.getOutputStream().write(all);
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (line.equalsIgnoreCase("transfer-encoding: chunked")) {
                length = CHUNKED;
            }
        }
        return new Answer(status, length == CHUNKED ? chunks() : in.readNBytes(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.writeBytes(in.readNBytes(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(int status, byte[] body) {}
}
