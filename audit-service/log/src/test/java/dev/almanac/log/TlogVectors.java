package dev.almanac.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What Go's sumdb/tlog and transparency-dev's formats gave; the file names its source and command.
final class TlogVectors {

    static final JsonNode ALL = read();

    private TlogVectors() {}

    static byte[] bytes(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    static List<byte[]> proof(JsonNode vector) {
        List<byte[]> hashes = new ArrayList<>();
        vector.get("proof").forEach(hash -> hashes.add(bytes(hash)));
        return hashes;
    }

    static byte[] root(long size) {
        for (JsonNode vector : ALL.get("roots")) {
            if (vector.get("size").asLong() == size) {
                return bytes(vector.get("root"));
            }
        }
        throw new IllegalArgumentException("No root of size " + size);
    }

    private static JsonNode read() {
        try (InputStream file = TlogVectors.class.getResourceAsStream("/tlog-vectors.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
