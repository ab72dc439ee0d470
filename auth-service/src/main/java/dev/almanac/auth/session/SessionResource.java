package dev.almanac.auth.session;

import dev.almanac.auth.account.AccountProblem;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.Registration;
import dev.almanac.kit.security.TokenConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Registering, signing in, staying in and leaving. Open to everybody: this is where people become known.
/// The gateway limits each of these calls by address.
@Path("/api/v1/auth")
@PermitAll
public class SessionResource {

    private static final String COOKIE = "almanac_refresh";
    private static final String COOKIE_PATH = "/api/v1/auth";

    private final AccountService accounts;
    private final SessionService sessions;
    private final SessionConfig config;
    private final String publicOrigin;

    SessionResource(AccountService accounts, SessionService sessions, SessionConfig config, TokenConfig tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.config = config;
        this.publicOrigin = tokens.issuer();
    }

    @POST
    @Path("/register")
    public Uni<RestResponse<TokenView>> register(
            @NotNull @Valid Registration registration,
            @RestHeader("User-Agent") String device,
            @RestHeader("X-Token-Delivery") String delivery) {
        return accounts.register(registration)
                .chain(outcome -> open(outcome, device))
                .map(signedIn -> answer(RestResponse.Status.CREATED, signedIn, delivery));
    }

    @POST
    @Path("/login")
    public Uni<RestResponse<TokenView>> login(
            @NotNull @Valid Login login,
            @RestHeader("User-Agent") String device,
            @RestHeader("X-Token-Delivery") String delivery) {
        return accounts.recognise(login.email(), login.password())
                .chain(outcome -> open(outcome, device))
                .map(signedIn -> answer(RestResponse.Status.OK, signedIn, delivery));
    }

    @POST
    @Path("/refresh")
    public Uni<RestResponse<TokenView>> refresh(
            RefreshRequest body,
            @RestCookie(COOKIE) String cookie,
            @RestHeader("Origin") String origin,
            @RestHeader("X-Token-Delivery") String delivery) {
        return sessions.refresh(presented(body, cookie, origin)).map(outcome -> switch (outcome) {
            case SessionService.Outcome.Renewed(SessionService.SignedIn signedIn) ->
                answer(
                        RestResponse.Status.OK,
                        signedIn,
                        body != null && body.refreshToken() != null ? "body" : delivery);
            case SessionService.Outcome.SessionOver() ->
                throw SessionProblem.SESSION_OVER.because("The refresh token is unknown, used or expired");
        });
    }

    @POST
    @Path("/logout")
    public Uni<RestResponse<Void>> logout(
            RefreshRequest body, @RestCookie(COOKIE) String cookie, @RestHeader("Origin") String origin) {
        boolean nothing = cookie == null && (body == null || body.refreshToken() == null);
        Uni<Void> closed = nothing ? Uni.createFrom().voidItem() : sessions.close(presented(body, cookie, origin));
        return closed.map(
                done -> ResponseBuilder.<Void>noContent().cookie(cookie("", 0)).build());
    }

    private Uni<SessionService.SignedIn> open(AccountService.Outcome outcome, String device) {
        return switch (outcome) {
            case AccountService.Outcome.Known(var account) -> sessions.open(account, device);
            case AccountService.Outcome.NotRecognised() ->
                throw AccountProblem.INVALID_CREDENTIALS.because("No account has this e-mail address and password");
            case AccountService.Outcome.EmailTaken() ->
                throw AccountProblem.EMAIL_TAKEN.because("Sign in, or use another address");
            case AccountService.Outcome.UsernameTaken() ->
                throw AccountProblem.USERNAME_TAKEN.because("Choose another username");
            case AccountService.Outcome.WeakPassword(String reason) ->
                throw AccountProblem.WEAK_PASSWORD.because(reason);
        };
    }

    /// The token from the body, or from the cookie when the call comes from our own pages.
    private String presented(RefreshRequest body, String cookie, String origin) {
        if (body != null && body.refreshToken() != null) {
            return body.refreshToken();
        }
        if (cookie == null) {
            throw SessionProblem.SESSION_OVER.because("No refresh token was sent");
        }
        if (origin != null && !origin.equals(publicOrigin)) {
            throw SessionProblem.CROSS_SITE_REQUEST.because("Origin " + publicOrigin + " is expected");
        }
        return cookie;
    }

    private RestResponse<TokenView> answer(
            RestResponse.Status status, SessionService.SignedIn signedIn, String delivery) {
        boolean inBody = "body".equals(delivery);
        var view = new TokenView(
                signedIn.accessToken(),
                "Bearer",
                signedIn.expiresIn(),
                signedIn.account(),
                inBody ? signedIn.refreshToken() : null);
        var response = ResponseBuilder.create(status, view).header("Cache-Control", "no-store");
        if (!inBody) {
            response.cookie(
                    cookie(signedIn.refreshToken(), (int) config.idleLife().toSeconds()));
        }
        return response.build();
    }

    private NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path(COOKIE_PATH)
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(config.secureCookie())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
