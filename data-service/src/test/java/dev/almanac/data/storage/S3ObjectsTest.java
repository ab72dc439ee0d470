package dev.almanac.data.storage;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/// Against S3Proxy, which checks every signature.
class S3ObjectsTest extends ObjectStoreContract {

    private static final String BUCKET = "almanac-data";

    @TempDir
    static Path folder;

    private static S3ProxyProcess proxy;
    private static S3AsyncClient client;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(S3ProxyProcess.isThere(), "deploy/s3proxy has not been built");
        proxy = S3ProxyProcess.start(folder);
        client = StorageProducer.client(config(S3ProxyProcess.SECRET));
        client.createBucket(request -> request.bucket(BUCKET)).join();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            client.close();
            proxy.close();
        }
    }

    @Override
    ObjectStore store() {
        return new S3Objects(client, BUCKET);
    }

    @Test
    void aWrongSecretIsRefused() {
        try (S3AsyncClient stranger = StorageProducer.client(config("another secret"))) {
            IOException refused =
                    assertThrows(IOException.class, () -> new S3Objects(stranger, BUCKET).list("datasets/"));
            assertTrue(refused.getMessage().contains("signature"), refused.getMessage());
        }
    }

    private static StorageConfig config(String secret) {
        return new StorageConfig() {
            @Override
            public Path folder() {
                return folder;
            }

            @Override
            public Kind kind() {
                return Kind.S3;
            }

            @Override
            public Optional<String> bucket() {
                return Optional.of(BUCKET);
            }

            @Override
            public Optional<URI> endpoint() {
                return Optional.of(proxy.endpoint());
            }

            @Override
            public String region() {
                return "us-east-1";
            }

            @Override
            public Optional<String> accessKey() {
                return Optional.of(S3ProxyProcess.IDENTITY);
            }

            @Override
            public Optional<String> secretKey() {
                return Optional.of(secret);
            }

            @Override
            public Duration orphanAge() {
                return Duration.ofHours(24);
            }
        };
    }
}
