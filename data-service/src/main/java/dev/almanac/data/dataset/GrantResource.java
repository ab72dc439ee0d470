package dev.almanac.data.dataset;

import dev.almanac.kit.Moments;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Sharing of a dataset, by those who own it: a person, or the owners and administrators of a team. What is taken back
/// is gone with the next request.
@Path("/api/v1/datasets/{id}/grants")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class GrantResource {

    private final DatasetRepository datasets;
    private final GrantRepository grants;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    GrantResource(DatasetRepository datasets, GrantRepository grants, AuditOutbox audit, JsonWebToken token) {
        this.datasets = datasets;
        this.grants = grants;
        this.audit = audit;
        this.token = token;
    }

    /// @param user or `team`, one of them
    public record GrantRequest(
            UUID user,
            UUID team,
            @NotNull @Pattern(regexp = "read|write") String access) {}

    @GET
    public Uni<Page<GrantView>> list(@PathParam("id") UUID id) {
        return Panache.withSession(() -> owned(id).chain(() -> grants.ofDataset(id)))
                .map(found -> new Page<>(found.stream().map(GrantView::of).toList(), null));
    }

    @PUT
    public Uni<GrantView> grant(@PathParam("id") UUID id, @NotNull @Valid GrantRequest request) {
        UUID grantee = one(request.user(), request.team());
        return Panache.withTransaction(() -> owned(id).chain(dataset -> {
                    if (grantee.equals(dataset.ownerId)) {
                        throw DatasetProblem.GRANT_INVALID.because("The owner needs none");
                    }
                    GrantEntity.Key key = new GrantEntity.Key(id, grantee);
                    return grants.findById(key)
                            .chain(found -> found == null
                                    ? grants.persist(fresh(key, request))
                                    : Uni.createFrom().item(found))
                            .invoke(grant -> grant.access = request.access())
                            .call(grant -> told(dataset, "dataset.granted", grantee, request.access()));
                }))
                .map(GrantView::of);
    }

    @DELETE
    public Uni<Void> revoke(@PathParam("id") UUID id, @RestQuery UUID user, @RestQuery UUID team) {
        UUID grantee = one(user, team);
        return Panache.withTransaction(() -> owned(id)
                .chain(dataset -> grants.deleteById(new GrantEntity.Key(id, grantee))
                        .chain(gone -> gone
                                ? told(dataset, "dataset.grant-revoked", grantee, "none")
                                : Uni.createFrom().voidItem())));
    }

    private static GrantEntity fresh(GrantEntity.Key key, GrantRequest request) {
        GrantEntity grant = new GrantEntity();
        grant.key = key;
        grant.kind = request.user() != null ? "user" : "team";
        grant.access = request.access();
        grant.createdAt = Moments.now();
        return grant;
    }

    private static UUID one(UUID user, UUID team) {
        if ((user == null) == (team == null)) {
            throw DatasetProblem.GRANT_INVALID.because("Name a user or a team, one of them");
        }
        return user == null ? team : user;
    }

    private Uni<Void> told(DatasetEntity dataset, String type, UUID grantee, String access) {
        UUID actor = Caller.of(token).userId();
        Map<String, Object> data = Map.of("grantee", grantee.toString(), "access", access);
        return audit.record(AuditEvent.by(actor, dataset.ownerId, type, "dataset/" + dataset.id, data, Map.of()));
    }

    /// Whose datasets the caller may share.
    private Uni<DatasetEntity> owned(UUID id) {
        Caller caller = Caller.of(token);
        Set<UUID> owners = caller.teams().stream()
                .filter(Caller.Membership::administers)
                .map(Caller.Membership::id)
                .collect(Collectors.toSet());
        owners.add(caller.userId());
        return datasets.owned(owners, id).onItem().ifNull().failWith(() -> DatasetResource.unknown(id));
    }
}
