package dev.almanac.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Makes SmallRye JWT use our [TokenVerifier] instead of its own defaults (which check no audience and no type).
@ApplicationScoped
@Alternative
@Priority(1)
public class VerifiedPrincipals extends JWTCallerPrincipalFactory {

    private final TokenVerifier verifier;

    VerifiedPrincipals(TokenConfig config) {
        this.verifier = new TokenVerifier(config);
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo unused) throws ParseException {
        try {
            return new DefaultJWTCallerPrincipal(token, TokenVerifier.TYPE, verifier.verify(token));
        } catch (InvalidJwtException e) {
            throw new ParseException("Not a valid access token", e);
        }
    }
}
