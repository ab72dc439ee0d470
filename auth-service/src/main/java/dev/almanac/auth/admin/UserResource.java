package dev.almanac.auth.admin;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.session.StepUp;
import dev.almanac.auth.session.TokenView;
import dev.almanac.kit.Page;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// All users, for administrators. Changes need a fresh proof of who asks.
@Path("/api/v1/admin/users")
@RolesAllowed("admin")
public class UserResource {

    private final UserService users;
    private final ImportService imports;
    private final StepUp stepUp;
    private final JsonWebToken token;

    UserResource(UserService users, ImportService imports, StepUp stepUp, JsonWebToken token) {
        this.users = users;
        this.imports = imports;
        this.stepUp = stepUp;
        this.token = token;
    }

    /// @param pattern part of an address or name
    @GET
    public Uni<Page<Account>> list(
            @QueryParam("q") @Size(max = 100) String pattern,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return users.list(pattern, cursor, limit);
    }

    @GET
    @Path("/{id}")
    public Uni<Account> one(@PathParam("id") UUID id) {
        return users.one(id);
    }

    @PATCH
    @Path("/{id}")
    public Uni<Account> change(@PathParam("id") UUID id, @NotNull @Valid UserChange wanted) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller).chain(() -> users.change(caller.userId(), id, wanted));
    }

    /// Signs a user out everywhere.
    @DELETE
    @Path("/{id}/sessions")
    public Uni<Void> endSessions(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller).chain(() -> users.endSessions(id));
    }

    @POST
    @Path("/import")
    public Uni<Import.Report> take(@NotNull @Valid Import batch) {
        return stepUp.require(Caller.of(token)).chain(() -> imports.take(batch));
    }

    /// A short token in somebody's name, for support. It cannot change how they sign in, and they are told.
    @POST
    @Path("/{id}/impersonation")
    public Uni<TokenView> impersonate(
            @PathParam("id") UUID id, @NotNull @Valid Reason reason, @Context HttpServerRequest request) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> users.impersonate(caller.userId(), id, reason.reason(), Client.of(request)))
                .map(helper -> new TokenView(
                        helper.accessToken(), "Bearer", helper.expiresIn(), helper.account(), null, null));
    }

    /// @param reason shown to the user and kept in the log
    public record Reason(
            @NotBlank @Size(min = 10, max = 300) String reason) {}
}
