package dev.almanac.data.keys;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.kms.KmsAsyncClient;

/// Against the KMS of moto (`pip install 'moto[server]'`), which encrypts for real and binds the context.
class AwsKmsTest extends RootKeyProviderContract {

    @TempDir
    static Path folder;

    private static Process moto;
    private static KmsAsyncClient client;
    private static String key;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "moto_server"))),
                "moto_server is not installed");
        int port = freePort();
        moto = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
        client = client(port);
        key = client.createKey().join().keyMetadata().keyId();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            client.close();
            moto.destroyForcibly();
        }
    }

    @Override
    RootKeyProvider provider() {
        return new AwsKms(client, key);
    }

    @Override
    RootKeyProvider unreachable() throws IOException {
        return new AwsKms(client(freePort()), "key");
    }

    private static KmsAsyncClient client(int port) {
        return KeyProducer.builder(new TestKeyConfig(URI.create("http://127.0.0.1:" + port), "key"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build();
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
