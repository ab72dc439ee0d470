package dev.almanac.data.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.security.RootKey;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsAsyncClient;
import software.amazon.awssdk.services.kms.KmsAsyncClientBuilder;

/// Makes the provider that the configuration asks for.
@ApplicationScoped
class KeyProducer {

    private final Optional<String> previousRootKeyFile;

    /// @param previousRootKeyFile the root key before the present one, while a rotation lasts
    KeyProducer(@ConfigProperty(name = "almanac.previous-root-key-file") Optional<String> previousRootKeyFile) {
        this.previousRootKeyFile = previousRootKeyFile;
    }

    @Produces
    @Singleton
    @Unremovable
    RootKeyProvider provider(KeyConfig config, RootKey rootKey, ObjectMapper json) {
        return switch (config.provider()) {
            case EMBEDDED -> new EmbeddedRootKey(rootKey, previousRootKeyFile.map(RootKey::new));
            case VAULT -> new VaultTransit(config, json);
            case AWS -> new AwsKms(builder(config).build(), config.aws().key());
        };
    }

    static KmsAsyncClientBuilder builder(KeyConfig config) {
        KmsAsyncClientBuilder builder = KmsAsyncClient.builder()
                .region(Region.of(config.aws().region()))
                .overrideConfiguration(override -> override.apiCallTimeout(config.answerWithin()))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder());
        config.aws().endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }
}
