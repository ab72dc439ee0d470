package dev.almanac.gateway.console;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.SecurityHeaders;
import dev.almanac.kit.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Serves the console from memory. The build leaves a list of its files beside them (`files.txt`), and one of the first
/// parts of its pages' addresses (`pages.txt`). Pages have addresses of their own, so that a reload stays where one is:
/// they all answer `index.html`.
@Singleton
public class Console {

    private static final String FOLDER = "console/";

    private final Map<String, Asset> assets = new HashMap<>();
    private final Set<String> pages;

    Console() {
        pages = Set.copyOf(read(FOLDER + "pages.txt", Console::lines));
        for (String name : read(FOLDER + "files.txt", Console::lines)) {
            byte[] plain = read(FOLDER + name, InputStream::readAllBytes);
            assets.put("/" + name, read(FOLDER + name + ".br", in -> Asset.of(name, plain, in.readAllBytes())));
        }
    }

    /// Whether there is a page or a file of that path.
    public boolean has(String path) {
        return isPage(path) || assets.containsKey(path);
    }

    /// As a log may show it: what comes after the first part of a page's address can be the secret of a link.
    public String logged(String path) {
        String[] parts = path.split("/", 3);
        return isPage(path) && parts.length > 2 ? "/" + parts[1] + "/..." : path;
    }

    /// @param exchange of a path that [#has]
    public void answer(Exchange exchange) {
        Asset asset = isPage(exchange.path()) ? assets.get("/index.html") : assets.get(exchange.path());
        exchange.request().resume();
        HttpServerResponse response = exchange.response();
        SecurityHeaders.addTo(response.headers(), exchange.isSecure());
        response.putHeader(RequestId.HEADER, exchange.id())
                .putHeader(HttpHeaders.ETAG, asset.etag())
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        asset.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
        if (asset.etag().equals(exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
            return;
        }
        send(exchange, asset);
    }

    private static void send(Exchange exchange, Asset asset) {
        String accepted = exchange.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        HttpServerResponse response = exchange.response();
        Buffer body = asset.plain();
        if (asset.brotli() != null && Encodings.accepts(accepted, "br")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "br");
            body = asset.brotli();
        } else if (asset.gzip() != null && Encodings.accepts(accepted, "gzip")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = asset.gzip();
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (exchange.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private boolean isPage(String path) {
        return path.equals("/") || path.startsWith("/") && pages.contains(path.split("/", 3)[1]);
    }

    private static List<String> lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    private static <T> T read(String resource, Reading<T> reading) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The console was not built: no " + resource);
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    private interface Reading<T> {
        T from(InputStream in) throws IOException;
    }
}
