package dev.almanac.gateway.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends bytes as they are and reads what comes back until nothing more does.
final class RawClient {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final int FIRST_MILLIS = 3_000;
    private static final int MORE_MILLIS = 250;

    private RawClient() {}

    /// What came back.
    ///
    /// @param statuses of all answers, in order
    record Answers(List<Integer> statuses, String text) {

        boolean hasSuccess() {
            return statuses.stream().anyMatch(status -> status < 300 && status >= 200);
        }
    }

    /// @param from an address of this machine to send from
    static Answers send(String from, int port, String bytes) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", port), FIRST_MILLIS);
            socket.setSoTimeout(FIRST_MILLIS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            byte[] buffer = new byte[16_384];
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                received.write(buffer, 0, n);
                socket.setSoTimeout(MORE_MILLIS);
            }
        } catch (SocketTimeoutException | SocketException end) {
            // nothing more comes: what came counts
        }
        String text = received.toString(StandardCharsets.ISO_8859_1);
        List<Integer> statuses = new ArrayList<>();
        Matcher matcher = STATUS.matcher(text);
        while (matcher.find()) {
            statuses.add(Integer.parseInt(matcher.group(1)));
        }
        return new Answers(statuses, text);
    }
}
