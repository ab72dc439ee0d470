package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.security.RootKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.util.UUID;

/// Keys of a cloud account, for one session.
@RegisterForReflection
record Credentials(String accessKey, String secretKey) {

    /// As the table keeps them: opened only for the same session.
    byte[] wrapped(UUID session, RootKey root, ObjectMapper json) {
        try {
            return root.wrap(json.writeValueAsBytes(this), purpose(session));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Credentials cannot be written", e.getCause());
        }
    }

    static Credentials opened(byte[] wrapped, UUID session, RootKey root, ObjectMapper json) {
        try {
            return json.readValue(root.unwrap(wrapped, purpose(session)), Credentials.class);
        } catch (IOException e) {
            throw new IllegalStateException("Stored credentials are damaged", e.getCause());
        }
    }

    @Override
    public String toString() {
        return "Credentials";
    }

    private static String purpose(UUID session) {
        return "sandbox-credentials:" + session;
    }
}
