package dev.almanac.kit.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What a service proves itself with to auth-service.
@ApplicationScoped
public class BootstrapSecret {

    private final String authorization;

    BootstrapSecret(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "almanac.bootstrap-secret") String secret) {
        byte[] credentials = (service + ":" + secret).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /// The value of an `Authorization` header.
    public String authorization() {
        return authorization;
    }
}
