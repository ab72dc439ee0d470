package dev.almanac.auth.session;

import dev.almanac.auth.device.Client;
import dev.almanac.kit.security.TokenConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Staying signed in and leaving. Open to everybody: the refresh token is what is checked. The gateway limits each of
/// these calls by address.
@Path("/api/v1/auth")
@PermitAll
public class SessionResource {

    private final SessionService sessions;
    private final TokenDelivery delivery;
    private final String publicOrigin;

    SessionResource(SessionService sessions, TokenDelivery delivery, TokenConfig tokens) {
        this.sessions = sessions;
        this.delivery = delivery;
        this.publicOrigin = tokens.issuer();
    }

    @POST
    @Path("/refresh")
    public Uni<RestResponse<TokenView>> refresh(
            RefreshRequest body,
            @RestCookie(Client.REFRESH_COOKIE) String cookie,
            @RestHeader("Origin") String origin,
            @RestHeader("X-Token-Delivery") String wish) {
        String presented = presented(body, cookie, origin);
        return sessions.refresh(presented).map(outcome -> switch (outcome) {
            case SessionService.Outcome.Renewed(SessionService.SignedIn signedIn) ->
                renewed(signedIn, body != null && body.refreshToken() != null ? "body" : wish);
            case SessionService.Outcome.SessionOver() ->
                throw SessionProblem.SESSION_OVER.because("The refresh token is unknown, used or expired");
        });
    }

    @POST
    @Path("/logout")
    public Uni<RestResponse<Void>> logout(
            RefreshRequest body,
            @RestCookie(Client.REFRESH_COOKIE) String cookie,
            @RestHeader("Origin") String origin) {
        boolean nothing = cookie == null && (body == null || body.refreshToken() == null);
        Uni<Void> closed = nothing ? Uni.createFrom().voidItem() : sessions.close(presented(body, cookie, origin));
        return closed.map(done -> ResponseBuilder.<Void>noContent()
                .header("Set-Cookie", delivery.ended())
                .header("Clear-Site-Data", "\"cache\"")
                .build());
    }

    private RestResponse<TokenView> renewed(SessionService.SignedIn signedIn, String wish) {
        var response = ResponseBuilder.ok(delivery.view(signedIn, wish)).header("Cache-Control", "no-store");
        delivery.cookies(signedIn, wish).forEach(cookie -> response.header("Set-Cookie", cookie));
        return response.build();
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
}
