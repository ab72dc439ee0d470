package dev.almanac.gateway.console;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/// A file of the console, plain and compressed.
///
/// @param brotli null where compression does not pay, and so for `gzip`
/// @param immutable whether its name changes with its content
record Asset(Buffer plain, Buffer brotli, Buffer gzip, String type, String etag, boolean immutable) {

    static Asset of(String name, byte[] content, byte[] brotli) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        String etag = "\"%x-%x\"".formatted(content.length, sum.getValue());
        return new Asset(
                Buffer.buffer(content),
                ifSmall(brotli, content),
                ifSmall(compressed(content), content),
                type(name),
                etag,
                name.startsWith("assets/"));
    }

    private static Buffer ifSmall(byte[] compressed, byte[] content) {
        return compressed.length < content.length * 9L / 10 ? Buffer.buffer(compressed) : null;
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "json", "webmanifest" -> "application/json";
            case "png" -> "image/png";
            case "woff2" -> "font/woff2";
            default -> "application/octet-stream";
        };
    }
}
