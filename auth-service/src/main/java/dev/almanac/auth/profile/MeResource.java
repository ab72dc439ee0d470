package dev.almanac.auth.profile;

import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// One's own account.
@Path("/api/v1/auth")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class MeResource {

    private final ProfileService profiles;
    private final StepUp stepUp;
    private final JsonWebToken token;

    MeResource(ProfileService profiles, StepUp stepUp, JsonWebToken token) {
        this.profiles = profiles;
        this.stepUp = stepUp;
        this.token = token;
    }

    @GET
    @Path("/me")
    public Uni<Profile> me() {
        Caller caller = Caller.of(token);
        return profiles.of(caller.userId());
    }

    @GET
    @Path("/profile")
    public Uni<Profile> profile() {
        return me();
    }

    /// A new address needs a fresh proof of who asks, and counts once it is confirmed.
    @PATCH
    @Path("/me")
    public Uni<Profile> change(@NotNull @Valid ProfileChange wanted) {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        Uni<Void> allowed = wanted.email() == null ? Uni.createFrom().voidItem() : stepUp.require(caller);
        return allowed.chain(() -> profiles.change(caller.userId(), wanted)).chain(this::me);
    }

    @DELETE
    @Path("/me")
    public Uni<Void> delete() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller).chain(() -> profiles.delete(caller));
    }

    /// One JSON file to keep.
    @GET
    @Path("/me/export")
    public Uni<RestResponse<Map<String, Object>>> export() {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return profiles.export(caller.userId())
                .map(all -> ResponseBuilder.ok(all)
                        .header("Content-Disposition", "attachment; filename=\"almanac-account.json\"")
                        .build());
    }

    @POST
    @Path("/email/resend")
    public Uni<RestResponse<Void>> resend() {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return profiles.resend(caller.userId()).replaceWith(RestResponse.accepted());
    }

    @GET
    @Path("/verify")
    public TokenFacts verify() {
        return new TokenFacts(true, token.getSubject(), token.getGroups(), token.getExpirationTime());
    }

    /// @param exp seconds since 1970
    public record TokenFacts(boolean valid, String sub, Set<String> groups, long exp) {}
}
