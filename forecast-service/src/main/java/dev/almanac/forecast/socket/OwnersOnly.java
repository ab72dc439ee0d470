package dev.almanac.forecast.socket;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Refuses the upgrade to anybody who may not listen; the last segment of the path is the id of what they ask for.
public abstract class OwnersOnly implements HttpUpgradeCheck {

    private final String endpoint;

    /// @param endpoint the class that this check guards
    protected OwnersOnly(Class<?> endpoint) {
        this.endpoint = endpoint.getName();
    }

    /// Whether the caller may listen to it; false too where there is none.
    protected abstract Uni<Boolean> mayListen(Caller caller, UUID id);

    @Override
    public boolean appliesTo(String endpointId) {
        return endpoint.equals(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return context.securityIdentity().chain(identity -> {
            String path = context.httpRequest().path();
            return checked(identity, path.substring(path.lastIndexOf('/') + 1));
        });
    }

    private Uni<CheckResult> checked(SecurityIdentity identity, String id) {
        if (identity.getRoles().isEmpty() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return refused();
        }
        try {
            return mayListen(Caller.of(token), UUID.fromString(id))
                    .chain(may -> may ? CheckResult.permitUpgrade() : refused());
        } catch (IllegalArgumentException e) {
            return refused(); // not an id: nobody owns it
        }
    }

    private static Uni<CheckResult> refused() {
        return CheckResult.rejectUpgrade(CommonProblem.NOT_FOUND.status(), Map.of());
    }
}
