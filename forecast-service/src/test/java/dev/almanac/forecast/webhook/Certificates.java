package dev.almanac.forecast.webhook;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Keys and certificates of two servers, made by the JDK's keytool, which this virtual machine trusts.
public final class Certificates implements QuarkusTestResourceLifecycleManager {

    static final String PASSWORD = "password";
    static final String FOLDER = "almanac.test.certificates";

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("almanac-certificates");
            for (String name : List.of("localhost", "elsewhere.test")) {
                keytool("-genkeypair -keyalg EC -alias %s -dname CN=%s -ext san=dns:%s -validity 2 -keystore %s.p12"
                        .formatted(name, name, name, name));
                keytool("-exportcert -alias %s -keystore %s.p12 -file %s.der".formatted(name, name, name));
                keytool("-importcert -noprompt -alias %s -keystore trusted.p12 -file %s.der".formatted(name, name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(FOLDER, folder.toString());
        System.setProperty(TRUST_STORE, folder.resolve("trusted.p12").toString());
        System.setProperty(TRUST_PASSWORD, PASSWORD);
        return Map.of();
    }

    private void keytool(String arguments) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = Stream.concat(
                        Stream.of(tool.toString()),
                        Stream.of((arguments + " -storetype PKCS12 -storepass " + PASSWORD).split(" ")))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_PASSWORD);
        System.clearProperty(FOLDER);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
