package dev.almanac.auth.signin;

import dev.almanac.auth.device.Client;
import dev.almanac.auth.session.TokenView;
import dev.almanac.auth.wallet.WalletProof;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/// Registering and signing in. Open to everybody: this is where people become known. The gateway limits each of these
/// calls by address.
@Path("/api/v1/auth")
@PermitAll
public class SignInResource {

    private final SignUpService signUp;
    private final SignInService signIn;
    private final SignInAnswers answers;

    SignInResource(SignUpService signUp, SignInService signIn, SignInAnswers answers) {
        this.signUp = signUp;
        this.signIn = signIn;
        this.answers = answers;
    }

    /// 201 with tokens; or 202 and a mail, whether the address is new or not, where addresses are confirmed first.
    @POST
    @Path("/register")
    public Uni<RestResponse<TokenView>> register(
            @NotNull @Valid Registration registration,
            @Context HttpServerRequest request,
            @RestHeader("X-Token-Delivery") String wish) {
        return signUp.register(registration, Client.of(request))
                .map(signedIn -> signedIn.isEmpty() ? RestResponse.accepted() : answers.created(signedIn.get(), wish));
    }

    @POST
    @Path("/login")
    public Uni<RestResponse<TokenView>> login(
            @NotNull @Valid Login login,
            @Context HttpServerRequest request,
            @RestHeader("X-Token-Delivery") String wish) {
        return signIn.byPassword(login, Client.of(request)).map(outcome -> answers.read(outcome, wish));
    }

    @POST
    @Path("/verify")
    public Uni<RestResponse<TokenView>> wallet(
            @NotNull @Valid WalletProof proof,
            @Context HttpServerRequest request,
            @RestHeader("X-Token-Delivery") String wish) {
        return signIn.byWallet(proof, Client.of(request)).map(outcome -> answers.read(outcome, wish));
    }

    /// Answers the challenge of a sign-in that needs a second factor.
    @POST
    @Path("/challenge")
    public Uni<RestResponse<TokenView>> challenge(
            @NotNull @Valid SecondProof proof,
            @Context HttpServerRequest request,
            @RestHeader("X-Token-Delivery") String wish) {
        return signIn.bySecondFactor(proof, Client.of(request)).map(outcome -> answers.read(outcome, wish));
    }
}
