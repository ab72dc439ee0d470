package dev.almanac.kit.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Takes the roles from a caller whose API key has no scope for what they ask, so that `@RolesAllowed` refuses. The
/// gateway refuses such calls before; this is for whoever reaches a service without it.
@ApplicationScoped
public class ScopedIdentities implements SecurityIdentityAugmentor {

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        boolean scoped = identity.getPrincipal() instanceof JsonWebToken token && token.containsClaim("scope");
        if (!scoped || isAllowed((JsonWebToken) identity.getPrincipal(), attributes)) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .build());
    }

    private static boolean isAllowed(JsonWebToken token, Map<String, Object> attributes) {
        RoutingContext call = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        String scope = token.getClaim("scope");
        return call != null
                && Scopes.needed(call.request().method().name(), call.normalizedPath())
                        .filter(Set.of(scope.split(" "))::contains)
                        .isPresent();
    }
}
