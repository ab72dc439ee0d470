package dev.almanac.auth.internal;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.settings.Environment;
import dev.almanac.kit.settings.Secrets;
import dev.almanac.kit.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The other services, each known by its bootstrap secret, and which scopes each may ask for.
@ApplicationScoped
class Services implements SettingsCheck {

    private static final Map<String, Set<String>> MAY_ASK = Map.of(
            "events:append", Set.of("auth-service", "data-service", "forecast-service"),
            "series:read", Set.of("forecast-service"),
            "events:read", Set.of("auth-service"),
            "erase", Set.of("auth-service"));

    private final InternalConfig config;

    Services(InternalConfig config) {
        this.config = config;
    }

    /// @param authorization HTTP Basic: name and secret
    /// @return the service's name
    String authenticated(String authorization) {
        if (authorization != null && authorization.startsWith("Basic ")) {
            String[] parts = decoded(authorization.substring("Basic ".length())).split(":", 2);
            String expected = config.services().get(parts[0]);
            if (expected != null && parts.length == 2 && same(expected, parts[1])) {
                return parts[0];
            }
        }
        throw CommonProblem.UNAUTHENTICATED.because("A service proves itself with its bootstrap secret");
    }

    void requireScope(String service, String scope) {
        if (!MAY_ASK.getOrDefault(scope, Set.of()).contains(service)) {
            throw CommonProblem.FORBIDDEN.because(service + " may not have the scope " + scope);
        }
    }

    @Override
    public List<String> faults(Environment environment) {
        List<String> faults = new ArrayList<>();
        if (environment != Environment.DEVELOPMENT) {
            config.services()
                    .forEach((service, secret) -> Secrets.weakness(secret)
                            .ifPresent(weakness -> faults.add("auth.internal.services." + service + " " + weakness)));
        }
        return faults;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
