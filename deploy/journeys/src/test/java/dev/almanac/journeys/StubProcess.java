package dev.almanac.journeys;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A service for the gateway to stand before, in a process of its own that can be killed and stopped: it answers with
/// its port, as late as `?ms=` says, with a body as long as `?bytes=` says; it says how many connections are working
/// for
/// somebody; it echoes WebSockets; and it serves a key set from a file. It drains when it is asked to end: not ready
/// for
/// a while first.
final class StubProcess {

    private static final String WEB_SOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final long DRAIN_MILLIS = 2_500;
    private static final AtomicInteger WORKING = new AtomicInteger();
    private static volatile boolean leaving;

    private StubProcess() {}

    public static void main(String[] words) throws IOException {
        int port = Integer.parseInt(words[0]);
        Path keys = Path.of(words[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(StubProcess::drain));
        try (ServerSocket server = new ServerSocket(port, 1_000, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket, port, keys));
            }
        }
    }

    private static void drain() {
        leaving = true;
        try {
            TimeUnit.MILLISECONDS.sleep(DRAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void serve(Socket socket, int port, Path keys) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Map<String, String> head = head(in); head != null; head = head(in)) {
                WORKING.incrementAndGet();
                try {
                    answer(head, in, out, port, keys);
                } finally {
                    WORKING.decrementAndGet();
                }
            }
        } catch (IOException gone) {
            // whoever asked has left
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(Map<String, String> head, InputStream in, OutputStream out, int port, Path keys)
            throws IOException, GeneralSecurityException, InterruptedException {
        String target = head.get(":target");
        if (head.containsKey("upgrade")) {
            echoFrames(head.get("sec-websocket-key"), in, out);
            return;
        }
        long length = body(head, in);
        if (target.startsWith("/q/health/ready")) {
            send(out, leaving ? 503 : 200, "{\"status\":\"%s\",\"checks\":[]}".formatted(leaving ? "DOWN" : "UP"));
        } else if (target.startsWith("/.well-known/jwks.json")) {
            send(out, 200, Files.readString(keys));
        } else if (target.startsWith("/working")) {
            send(out, 200, Integer.toString(WORKING.get() - 1));
        } else {
            TimeUnit.MILLISECONDS.sleep(number(target, "ms="));
            String text = "{\"port\":%d,\"length\":%d}".formatted(port, length);
            send(out, 200, text + " ".repeat((int) number(target, "bytes=")));
        }
    }

    private static long number(String target, String name) {
        int at = target.indexOf(name);
        return at < 0 ? 0 : Long.parseLong(target.substring(at + name.length()).split("&")[0]);
    }

    private static void send(OutputStream out, int status, String body) throws IOException {
        String head = "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
        out.write((head.formatted(status, body.length()) + body).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /// @return null at the end of the connection
    private static Map<String, String> head(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> head = new HashMap<>();
        head.put(":target", first.split(" ")[1]);
        for (String field = line(in); field != null && !field.isEmpty(); field = line(in)) {
            int colon = field.indexOf(':');
            head.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        return head;
    }

    private static long body(Map<String, String> head, InputStream in) throws IOException {
        if (head.containsKey("content-length")) {
            long length = Long.parseLong(head.get("content-length"));
            in.skipNBytes(length);
            return length;
        }
        long all = 0;
        if (head.containsKey("transfer-encoding")) {
            for (long size = Long.parseLong(line(in), 16); size > 0; size = Long.parseLong(line(in), 16)) {
                in.skipNBytes(size + 2);
                all += size;
            }
            line(in);
        }
        return all;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /// Sends back what comes, unmasked.
    private static void echoFrames(String key, InputStream in, OutputStream out)
            throws IOException, GeneralSecurityException {
        byte[] accept =
                MessageDigest.getInstance("SHA-1").digest((key + WEB_SOCKET).getBytes(StandardCharsets.US_ASCII));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int first = in.read(); first >= 0; first = in.read()) {
            int length = in.read() & 0x7f; // short messages only
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            if ((first & 0x0f) == 1) {
                out.write(first);
                out.write(length);
                out.write(payload);
                out.flush();
            }
        }
    }
}
