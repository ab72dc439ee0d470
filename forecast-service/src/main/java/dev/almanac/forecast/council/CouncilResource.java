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
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Councils: administrators make them and assign operators, operators vote in those that they are assigned to.
@Path("/api/v1")
@RolesAllowed({"council_operator", "admin"})
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
        return page(null, cursor, limit);
    }

    @PUT
    @Path("/admin/councils/{id}/operators")
    @RolesAllowed(ADMIN)
    public Uni<Council> setOperators(@PathParam("id") UUID id, @NotNull @Valid CouncilRequests.Operators request) {
        return councils.setOperators(caller(), id, request.operators());
    }

    /// Those that the caller votes in.
    @GET
    @Path("/councils")
    public Uni<Page<Council>> own(@RestQuery String cursor, @RestQuery Integer limit) {
        return page(caller().userId(), cursor, limit);
    }

    @GET
    @Path("/councils/{id}")
    public Uni<Council> get(@PathParam("id") UUID id) {
        return visible(id);
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
                        .newest(id, Page.before(cursor), size + 1)
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
                        .map(found -> found.orElseThrow(() -> CouncilService.unknownProposal(proposal)))
                        .chain(found -> shown(found, council)));
    }

    /// One vote of each operator; it can be changed until the proposal is closed.
    @POST
    @Path("/councils/{id}/vote")
    public Uni<ProposalView> vote(@PathParam("id") UUID id, @NotNull @Valid CouncilRequests.Vote vote) {
        return councils.vote(caller(), "Bearer " + token.getRawToken(), id, vote)
                .chain(proposal -> visible(id).chain(council -> shown(proposal, council)));
    }

    private Uni<ProposalView> shown(Proposal proposal, Council council) {
        return proposals
                .votes(proposal.id())
                .map(votes -> ProposalView.of(proposal, council, votes, caller().userId()));
    }

    private Uni<Page<Council>> page(UUID operator, String cursor, Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(operator, Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, council -> council, Council::id));
    }

    /// Other people's councils are as good as none.
    private Uni<Council> visible(UUID id) {
        Caller caller = caller();
        return repository
                .byId(id)
                .map(found -> found.filter(council ->
                                caller.is(ADMIN) || council.operators().contains(caller.userId()))
                        .orElseThrow(() -> CouncilService.unknown(id)));
    }

    private Caller caller() {
        return Caller.of(token);
    }
}
