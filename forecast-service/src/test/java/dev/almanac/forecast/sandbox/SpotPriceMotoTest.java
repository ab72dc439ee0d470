package dev.almanac.forecast.sandbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against the EC2 of moto (`pip install 'moto[server]'`), which has one price for each zone.
class SpotPriceMotoTest {

    @TempDir
    Path folder;

    @Test
    void readsThePricesOfAllZones() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "moto_server"))),
                "moto_server is not installed");
        int port = freePort();
        Process moto = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
            var target = new Target.Instance(null, "m5.large", "eu-central-1a", "eu-central-1");
            Market market = assertInstanceOf(
                            Market.Outcome.Found.class,
                            new SpotPriceClient(config(port))
                                    .prices(target, new Credentials("id", "secret"), Instant.now()))
                    .market();
            assertEquals("m5.large/eu-central-1a", market.target().id());
            assertEquals(720, market.target().values().length, 1);
            assertEquals(1, Arrays.stream(market.target().values()).distinct().count());
            assertEquals(2, market.alternatives().size());
        } finally {
            moto.destroyForcibly();
        }
    }

    private static SandboxConfig config(int port) {
        return new SmallRyeConfigBuilder()
                .withMapping(SandboxConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("forecast.sandbox.ec2-endpoint", "http://127.0.0.1:" + port), "test", 500))
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, new DurationConverter())
                .build()
                .getConfigMapping(SandboxConfig.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
