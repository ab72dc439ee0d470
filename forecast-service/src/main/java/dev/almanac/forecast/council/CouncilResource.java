package dev.almanac.forecast.council;

import dev.almanac.kit.Page;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
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
    private final ProposalService votes;
    private final CouncilRepository repository;
    private final ProposalRepository proposals;
    private final CouncilReads reads;
    private final JsonWebToken token;

    CouncilResource(
            CouncilService councils,
            ProposalService votes,
            CouncilRepository repository,
            ProposalRepository proposals,
            CouncilReads reads,
            JsonWebToken token) {
        this.councils = councils;
        this.votes = votes;
        this.repository = repository;
        this.proposals = proposals;
        this.reads = reads;
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

    /// Also sets free: whoever is not named decides alone again.
    @PUT
    @Path("/admin/councils/{id}/governs")
    @RolesAllowed(ADMIN)
    public Uni<Council> setGoverned(@PathParam("id") UUID id, @NotNull @Valid CouncilRequests.Governed request) {
        return councils.setGoverned(caller(), id, request.governs());
    }

    @DELETE
    @Path("/admin/councils/{id}")
    @RolesAllowed(ADMIN)
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return councils.delete(caller(), id);
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
        return votes.propose(caller(), id, request)
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
                .chain(council -> reads.proposal(caller(), council, proposal).chain(found -> shown(found, council)));
    }

    /// One vote of each operator; it can be changed until the proposal is closed.
    @POST
    @Path("/councils/{id}/vote")
    @RolesAllowed({"council_operator", ADMIN})
    public Uni<ProposalView> vote(@PathParam("id") UUID id, @NotNull @Valid CouncilRequests.Vote vote) {
        return votes.vote(caller(), "Bearer " + token.getRawToken(), id, vote)
                .chain(proposal -> visible(id).chain(council -> shown(proposal, council)));
    }

    private Uni<ProposalView> shown(Proposal proposal, Council council) {
        return proposals.votes(proposal.id()).map(cast -> ProposalView.of(proposal, council, cast, caller().userId()));
    }

    private Uni<Council> visible(UUID id) {
        return reads.council(caller(), id);
    }

    /// Whose proposals the caller sees there; null for everybody's.
    private Set<UUID> owners(Council council) {
        return council.seesAll(caller()) ? null : caller().readable();
    }

    private Caller caller() {
        return Caller.of(token);
    }
}
