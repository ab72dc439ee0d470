package dev.almanac.data.keys;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A configuration with one address for both remote providers.
record TestKeyConfig(URI address, String awsKey) implements KeyConfig {

    @Override
    public Kind provider() {
        return Kind.EMBEDDED;
    }

    @Override
    public Duration keep() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration answerWithin() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Vault vault() {
        return new Vault() {
            @Override
            public URI url() {
                return address;
            }

            @Override
            public String mount() {
                return "transit";
            }

            @Override
            public String key() {
                return "my-key";
            }

            @Override
            public Optional<String> token() {
                return Optional.of("a token");
            }
        };
    }

    @Override
    public Aws aws() {
        return new Aws() {
            @Override
            public String key() {
                return awsKey;
            }

            @Override
            public String region() {
                return "us-east-1";
            }

            @Override
            public Optional<URI> endpoint() {
                return Optional.of(address);
            }
        };
    }
}
