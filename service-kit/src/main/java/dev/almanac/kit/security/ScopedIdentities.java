package dev.almanac.kit.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.MDC;

/// Takes the roles from a caller whose API key has no scope for what they ask, so that `@RolesAllowed` refuses. The
/// gateway refuses such calls before; this is for whoever reaches a service without it.
@ApplicationScoped
public class ScopedIdentities implements SecurityIdentityAugmentor {

    /// Key of the logging context: id of an administrator who acts in a user's name.
    public static final String HELPER = "helper";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        rememberHelper(identity);
        boolean scoped = identity.getPrincipal() instanceof JsonWebToken token && token.containsClaim("scope");
        if (!scoped || isAllowed((JsonWebToken) identity.getPrincipal(), attributes)) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(identity.getPrincipal())
                        .build());
    }

    /// An administrator who acts in a user's name is the actor of what the log says.
    private static void rememberHelper(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token && token.containsClaim("sid")) {
            JsonObject act = token.getClaim("act");
            if (act != null) {
                MDC.put(HELPER, act.getString("sub"));
            }
        }
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
