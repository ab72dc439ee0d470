package dev.almanac.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Makes SmallRye JWT use our [TokenVerifier] instead of its own defaults (which check no audience and no type).
@ApplicationScoped
@Alternative
@Priority(1)
public class VerifiedPrincipals extends JWTCallerPrincipalFactory {

    private final TokenVerifier verifier;
    private final Revocations revocations;

    VerifiedPrincipals(TokenConfig config, Revocations revocations) {
        this.verifier = new TokenVerifier(config);
        this.revocations = revocations;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo unused) throws ParseException {
        try {
            JwtClaims claims = verifier.verify(token);
            if (BearerFacts.of(claims).isRevoked(revocations)) {
                throw new ParseException("The session, key or user has ended");
            }
            return new DefaultJWTCallerPrincipal(token, TokenVerifier.TYPE, claims);
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new ParseException("Not a valid access token", e);
        }
    }
}
