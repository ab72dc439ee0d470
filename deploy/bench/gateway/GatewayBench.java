import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;

/// What `run` needs besides its shell: a key set with a token of it, slow clients, slow uploads.
///
///     keys FOLDER ISSUER        writes jwks.json and token
///     sink PORT                 a service that reads every body to its end before it answers
///     slow-heads PORT COUNT     opens connections that send a byte a second of their heads; says when each is closed
///     slow-uploads PORT TOKEN COUNT MB SECONDS   uploads so many megabytes each, spread over the time
final class GatewayBench {

    private static final int TICKS = 10;

    private GatewayBench() {}

    public static void main(String[] words) throws Exception {
        switch (words[0]) {
            case "keys" -> keys(Path.of(words[1]), words[2]);
            case "sink" -> sink(Integer.parseInt(words[1]));
            case "slow-heads" -> slowHeads(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            case "slow-uploads" ->
                slowUploads(
                        Integer.parseInt(words[1]),
                        words[2],
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]),
                        Integer.parseInt(words[5]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static void keys(Path folder, String issuer) throws Exception {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("bench");
        key.setUse("sig");
        key.setAlgorithm("RS256");
        Files.writeString(
                folder.resolve("jwks.json"),
                new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience("almanac");
        claims.setSubject(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(600);
        claims.setGeneratedJwtId();
        claims.setStringListClaim("groups", "user");
        claims.setStringClaim("sid", UUID.randomUUID().toString());
        claims.setStringClaim("plan", "free");
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue("bench");
        signature.setAlgorithmHeaderValue("RS256");
        signature.setHeader("typ", "at+jwt");
        Files.writeString(folder.resolve("token"), signature.getCompactSerialization());
    }

    private static void sink(int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 1_000)) {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> swallow(socket));
            }
        }
    }

    private static void swallow(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            byte[] part = new byte[65_536];
            while (true) {
                long left = 0;
                for (String field = line(in); !field.isEmpty(); field = line(in)) {
                    if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                        left = Long.parseLong(field.substring(15).strip());
                    }
                }
                while (left > 0) {
                    left -= in.readNBytes(part, 0, (int) Math.min(part.length, left));
                }
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // whoever asked has left
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the end");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void slowHeads(int port, int count) throws Exception {
        List<Socket> open = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            socket.setSoTimeout(1);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            open.add(socket);
        }
        double opened = (System.nanoTime() - start) / 1e9;
        long began = System.nanoTime();
        while (!open.isEmpty() && System.nanoTime() - began < 30_000_000_000L) {
            open.removeIf(GatewayBench::isClosed);
            Thread.sleep(200);
        }
        System.out.printf(
                "%d slow clients, opened within %.1f s: %d still open %.1f s after the last%n",
                count, opened, open.size(), (System.nanoTime() - began) / 1e9);
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void slowUploads(int port, String token, int count, int megabytes, int seconds) throws Exception {
        List<Thread> uploads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            uploads.add(Thread.ofVirtual().start(() -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    long size = megabytes * 1_000_000L;
                    socket.getOutputStream()
                            .write(("POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                                            + "Authorization: Bearer " + token + "\r\nContent-Length: " + size
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    byte[] part = new byte[(int) (size / ((long) seconds * TICKS))];
                    for (long sent = 0; sent < size; sent += part.length) {
                        socket.getOutputStream().write(part, 0, (int) Math.min(part.length, size - sent));
                        Thread.sleep(1_000 / TICKS);
                    }
                    byte[] status = socket.getInputStream().readNBytes(12);
                    System.out.println("upload: " + new String(status, StandardCharsets.US_ASCII));
                } catch (IOException | InterruptedException e) {
                    System.out.println("upload failed: " + e.getMessage());
                }
            }));
        }
        for (Thread upload : uploads) {
            upload.join();
        }
    }
}
