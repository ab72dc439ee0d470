package dev.almanac.forecast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A client that listens to a WebSocket until it is closed.
public final class SocketListener implements WebSocket.Listener {
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private WebSocket socket;

    private SocketListener() {}

    /// @param path below `/api/v1/ws/`
    public static SocketListener of(URI service, String path, UUID user) {
        SocketListener listener = new SocketListener();
        listener.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + TestTokens.user(user, "user"))
                .subprotocols("almanac.v1")
                .buildAsync(URI.create(service.toString().replace("http", "ws") + "api/v1/ws/" + path), listener)
                .join();
        return listener;
    }

    public List<String> messages() {
        return messages;
    }

    public WebSocket socket() {
        return socket;
    }

    public void ended() throws Exception {
        end.get(30, TimeUnit.SECONDS);
    }

    /// Waits until a message with this part has come.
    public synchronized void first(String part) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (messages.stream().noneMatch(message -> message.contains(part))) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            assertTrue(left > 0, () -> part + " did not come: " + messages);
            wait(left);
        }
    }

    @Override
    public synchronized CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        messages.add(data.toString());
        notifyAll();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(null);
        return null;
    }
}
