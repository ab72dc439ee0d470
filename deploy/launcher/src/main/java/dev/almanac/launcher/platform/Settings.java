package dev.almanac.launcher.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// What the environment says about the local platform.
///
/// @param checkout where the built services are
/// @param home the platform's one folder
/// @param port the gateway's
/// @param publicUrl the address that people type
public record Settings(Path checkout, Path home, int port, URI publicUrl) {

    /// From `ALMANAC_CHECKOUT`, `ALMANAC_HOME`, `ALMANAC_PORT` and `ALMANAC_PUBLIC_URL`.
    ///
    /// @throws IllegalArgumentException names the variable that is wrong
    public static Settings of(Map<String, String> environment) {
        Path checkout =
                Path.of(environment.getOrDefault("ALMANAC_CHECKOUT", ".")).toAbsolutePath();
        String home = environment.getOrDefault("ALMANAC_HOME", "");
        int port = port(environment.getOrDefault("ALMANAC_PORT", "8080"));
        String url = environment.getOrDefault("ALMANAC_PUBLIC_URL", "http://localhost:" + port);
        return new Settings(checkout, home.isEmpty() ? checkout.resolve(".almanac") : Path.of(home), port, url(url));
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("ALMANAC_PORT must be a port number, is '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static URI url(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("ALMANAC_PUBLIC_URL must be an http(s) address, is '" + text + "'");
        }
        return url;
    }
}
