package dev.almanac.gateway.attack;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// nginx as a plain proxy of the same service: somebody else's opinion on each request.
final class Nginx implements AutoCloseable {

    private static final long START_MILLIS = 10_000;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<String> program() {
        return List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx").stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    /// @param service its address, `http://host:port`
    static Nginx start(String program, Path folder, String service) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log /dev/null;
                events { worker_connections 512; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { proxy_pass %3$s; proxy_http_version 1.1; }
                    }
                }
                """.formatted(folder, port, service));
        Process process = new ProcessBuilder(program, "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        long end = System.currentTimeMillis() + START_MILLIS;
        while (!listens(port)) {
            if (!process.isAlive() || System.currentTimeMillis() > end) {
                throw new IOException("nginx does not start: " + Files.readString(folder.resolve("nginx.log")));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return new Nginx(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
