package dev.almanac.gateway.limit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real Redis of the test's own.
final class RedisServer implements AutoCloseable {

    private static final long START_MILLIS = 10_000;

    private final String program;
    private final int port;
    private Process process;

    private RedisServer(String program) throws IOException {
        this.program = program;
        try (ServerSocket free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    static Optional<String> program() {
        return List.of("/usr/bin/redis-server", "/usr/local/bin/redis-server").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    static RedisServer start(String program) throws IOException, InterruptedException {
        RedisServer server = new RedisServer(program);
        server.start();
        return server;
    }

    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long end = System.currentTimeMillis() + START_MILLIS;
        while (!listens()) {
            if (!process.isAlive() || System.currentTimeMillis() > end) {
                throw new IOException("redis-server does not start");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
