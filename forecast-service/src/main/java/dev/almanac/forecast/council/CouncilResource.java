package dev.almanac.forecast.council;

import dev.almanac.kit.Page;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Councils: administrators make them and assign operators, operators vote in those that they are assigned to.
@Path("/api/v1")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class CouncilResource {

    private static final String ADMIN = "admin";

    private final CouncilService councils;
    private final CouncilRepository repository;
    private final ProposalRepository proposals;
    private final JsonWebToken token;

    CouncilResource(
            CouncilService councils, CouncilRepository repository, ProposalRepository proposals, JsonWebToken token) {
        this.councils = councils;
        this.repository = repository;
        this.proposals = proposals;
        this.token = token;
    }

    @POST
    @Path("/admin/councils")
    @RolesAllowed(ADMIN)
    public Uni<RestResponse<Council>> create(@NotNull @Valid CouncilRequests.NewCouncil request) {
        return councils.create(caller(), request)
                .map(council -> ResponseBuilder.<Council>create(RestResponse.Status.CREATED)
                        .location(URI.create("/api/v1/councils/" + council.id()))
                        .entity(council)
                        .build());
    }

    @GET
    @Path("/admin/councils")
    @RolesAllowed(ADMIN)
    public Uni<Page<Council>> all(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .all(Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, council -> council, Council::id));
    }

    @PUT
    @Path("/admin/councils/{id}/operators")
    @RolesAllowed(ADMIN)
    public Uni<Council> setOperators(@PathParam("id") UUID id, @NotNull @Valid CouncilRequests.Operators request) {
        return councils.setOperators(caller(), id, request.operators());
    }

    /// Those that the caller votes in, and those that decide for the caller or their teams.
    @GET
    @Path("/councils")
    public Uni<Page<Council>> own(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        Caller caller = caller();
        return repository
                .concerning(caller.userId(), caller.readable(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, council -> council.shownTo(caller), Council::id));
    }

    @GET
    @Path("/councils/{id}")
    public Uni<Council> get(@PathParam("id") UUID id) {
        return visible(id).map(council -> council.shownTo(caller()));
    }

    /// By an operator, or by whoever may change the subject themselves.
    @POST
    @Path("/councils/{id}/proposals")
    @RolesAllowed({"user", "lab", "council_operator", ADMIN})
    public Uni<RestResponse<ProposalView>> propose(
            @PathParam("id") UUID id, @NotNull @Valid CouncilRequests.NewProposal request) {
        return councils.propose(caller(), id, request)
                .chain(proposal -> repository
                        .byId(id)
                        .map(council -> ProposalView.of(proposal, council.orElseThrow(), List.of(), caller().userId())))
                .map(view -> ResponseBuilder.<ProposalView>create(RestResponse.Status.CREATED)
                        .location(URI.create("/api/v1/councils/" + id + "/proposals/" + view.id()))
                        .entity(view)
                        .build());
    }

    @GET
    @Path("/councils/{id}/proposals")
    public Uni<Page<ProposalView>> proposals(
            @PathParam("id") UUID id, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return visible(id)
                .chain(council -> proposals
                        .newest(id, owners(council), Page.before(cursor), size + 1)
                        .chain(found -> Multi.createFrom()
                                .iterable(found)
                                .onItem()
                                .transformToUniAndConcatenate(proposal -> shown(proposal, council))
                                .collect()
                                .asList()))
                .map(views -> Page.of(views, size, view -> view, ProposalView::id));
    }

    @GET
    @Path("/councils/{id}/proposals/{proposal}")
    public Uni<ProposalView> proposal(@PathParam("id") UUID id, @PathParam("proposal") UUID proposal) {
        return visible(id)
                .chain(council -> proposals
                        .byId(id, proposal)
                        .map(found -> found.filter(known -> council.seesAll(caller())
                                        || caller().readable().contains(known.owner()))
                                .orElseThrow(() -> CouncilService.unknownProposal(proposal)))
                        .chain(found -> shown(found, council)));
    }

    /// One vote of each operator; it can be changed until the proposal is closed.
    @POST
    @Path("/councils/{id}/vote")
    @RolesAllowed({"council_operator", ADMIN})
    public Uni<ProposalView> vote(@PathParam("id") UUID id, @NotNull @Valid CouncilRequests.Vote vote) {
        return councils.vote(caller(), "Bearer " + token.getRawToken(), id, vote)
                .chain(proposal -> visible(id).chain(council -> shown(proposal, council)));
    }

    private Uni<ProposalView> shown(Proposal proposal, Council council) {
        return proposals
                .votes(proposal.id())
                .map(votes -> ProposalView.of(proposal, council, votes, caller().userId()));
    }

    /// Councils that do not concern the caller are as good as none.
    private Uni<Council> visible(UUID id) {
        Caller caller = caller();
        return repository
                .byId(id)
                .map(found -> found.filter(council -> council.seesAll(caller) || council.concerns(caller))
                        .orElseThrow(() -> CouncilService.unknown(id)));
    }

    /// Whose proposals the caller sees there; null for everybody's.
    private Set<UUID> owners(Council council) {
        return council.seesAll(caller()) ? null : caller().readable();
    }

    private Caller caller() {
        return Caller.of(token);
    }
}
