package dev.almanac.auth.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.passkey.PasskeyService;
import dev.almanac.auth.session.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/// Signing in with a passkey, without a name. Open to everybody: this is where people become known.
@Path("/api/v1/auth/passkeys/sign-in")
@PermitAll
public class PasskeySignInResource {

    private final PasskeyService passkeys;
    private final SignInService signIn;
    private final SignInAnswers answers;

    PasskeySignInResource(PasskeyService passkeys, SignInService signIn, SignInAnswers answers) {
        this.passkeys = passkeys;
        this.signIn = signIn;
        this.answers = answers;
    }

    /// `PublicKeyCredentialRequestOptionsJSON`, for sign-in, second factor and step-up alike.
    @POST
    @Path("/options")
    public Uni<Map<String, Object>> options() {
        return passkeys.signInOptions();
    }

    @POST
    public Uni<RestResponse<TokenView>> signIn(
            @NotNull JsonNode assertion,
            @Context HttpServerRequest request,
            @RestHeader("X-Token-Delivery") String wish) {
        return signIn.byPasskey(assertion, Client.of(request)).map(outcome -> answers.read(outcome, wish));
    }
}
