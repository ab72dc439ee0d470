package dev.almanac.gateway.wire;

import dev.almanac.gateway.edge.EdgeProblem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/// The answer to what is not a request, as bytes of a connection that ends with it.
final class RawAnswer {

    private RawAnswer() {}

    static byte[] of(EdgeProblem code, String detail) {
        String body = new JsonObject()
                .put("type", "/problems/" + code.code())
                .put("title", code.title())
                .put("status", code.status())
                .put("detail", detail)
                .encode();
        String head = "HTTP/1.1 " + code.status() + " "
                + HttpResponseStatus.valueOf(code.status()).reasonPhrase()
                + "\r\ncontent-type: application/problem+json\r\ncache-control: no-store"
                + "\r\nx-content-type-options: nosniff\r\nconnection: close\r\ncontent-length: "
                + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
