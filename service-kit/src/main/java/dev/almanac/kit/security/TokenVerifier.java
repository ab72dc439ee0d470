package dev.almanac.kit.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/// Verifies access tokens: one form ([TokenForm]), one algorithm, the type `at+jwt`, issuer, audience, time and
/// signature, keys by id.
/// The last good key set is kept while its source is down. Thread-safe; a fetch of an unknown key blocks its thread.
public final class TokenVerifier {

    /// RS256: of the algorithms that everybody supports the fastest to verify, and each request is verified twice.
    public static final String ALGORITHM = AlgorithmIdentifiers.RSA_USING_SHA256;

    public static final String TYPE = "at+jwt";

    private final JwtConsumer consumer;

    public TokenVerifier(TokenConfig config) {
        this(config, List.of(config.jwksLocation()));
    }

    /// @param locations of the key set, instead of the one that the settings give: several instances serve the same
    public TokenVerifier(TokenConfig config, List<String> locations) {
        this.consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, ALGORITHM)
                .setExpectedType(true, TYPE)
                .setExpectedIssuer(config.issuer())
                .setExpectedAudience(config.audiences().toArray(String[]::new))
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
                .setVerificationKeyResolver(keys(config, locations))
                .build();
    }

    /// @throws InvalidJwtException when anything about the token is not as it must be
    public JwtClaims verify(String token) throws InvalidJwtException {
        Optional<String> fault = TokenForm.fault(token);
        if (fault.isPresent()) {
            throw new InvalidJwtException(fault.get(), List.of(), null);
        }
        return consumer.processToClaims(token);
    }

    /// Whether a token could not be verified only because the keys cannot be had now.
    public static boolean isKeysFault(InvalidJwtException failure) {
        return failure.getCause() instanceof RemoteKeys.Unavailable;
    }

    private static VerificationKeyResolver keys(TokenConfig config, List<String> locations) {
        if (locations.getFirst().startsWith("file:")) {
            return fileKeys(Path.of(URI.create(locations.getFirst())));
        }
        return new RemoteKeys(locations, config.keysRefresh());
    }

    private static VerificationKeyResolver fileKeys(Path file) {
        try {
            return new JwksVerificationKeyResolver(new JsonWebKeySet(Files.readString(file)).getJsonWebKeys());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the key set " + file, e);
        } catch (JoseException e) {
            throw new IllegalArgumentException("Not a JWK set: " + file, e);
        }
    }
}
