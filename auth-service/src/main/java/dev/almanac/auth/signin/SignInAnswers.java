package dev.almanac.auth.signin;

import dev.almanac.auth.password.PasswordProblem;
import dev.almanac.auth.session.SessionService;
import dev.almanac.auth.session.TokenDelivery;
import dev.almanac.auth.session.TokenView;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// How a sign-in ends as HTTP, whichever door it came through.
@ApplicationScoped
class SignInAnswers {

    private final TokenDelivery delivery;

    SignInAnswers(TokenDelivery delivery) {
        this.delivery = delivery;
    }

    RestResponse<TokenView> read(SignInService.Outcome outcome, String wish) {
        return switch (outcome) {
            case SignInService.Outcome.In(SessionService.SignedIn signedIn) ->
                answer(RestResponse.Status.OK, signedIn, wish);
            case SignInService.Outcome.NotRecognised() ->
                throw PasswordProblem.INVALID_CREDENTIALS.because(
                        "No account takes this e-mail address and password now; after several failures wait a while");
            case SignInService.Outcome.Disabled() ->
                throw SignInProblem.ACCOUNT_DISABLED.because("Ask an administrator of this platform");
            case SignInService.Outcome.SecondFactorNeeded(String challenge, var kinds, boolean failed) ->
                throw (failed ? SignInProblem.OTP_INVALID : SignInProblem.OTP_REQUIRED)
                        .because("POST /api/v1/auth/challenge with this challenge and a code or passkey")
                        .with(Map.of("challenge", challenge, "factors", kinds));
            case SignInService.Outcome.PasswordExpired(String ticket) ->
                throw SignInProblem.PASSWORD_EXPIRED
                        .because("POST /api/v1/auth/password/reset with this token and a new password, then sign in")
                        .with(Map.of("token", ticket));
        };
    }

    RestResponse<TokenView> created(SessionService.SignedIn signedIn, String wish) {
        return answer(RestResponse.Status.CREATED, signedIn, wish);
    }

    private RestResponse<TokenView> answer(RestResponse.Status status, SessionService.SignedIn signedIn, String wish) {
        var response =
                ResponseBuilder.create(status, delivery.view(signedIn, wish)).header("Cache-Control", "no-store");
        delivery.cookies(signedIn, wish).forEach(cookie -> response.header("Set-Cookie", cookie));
        return response.build();
    }
}
