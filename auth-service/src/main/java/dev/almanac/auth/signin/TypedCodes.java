package dev.almanac.auth.signin;

import dev.almanac.auth.factor.FactorProblem;
import dev.almanac.auth.factor.Factors;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Tells codes of an authenticator app, six digits, from recovery codes.
@ApplicationScoped
class TypedCodes {

    private final Factors factors;

    TypedCodes(Factors factors) {
        this.factors = factors;
    }

    /// @return `otp` or `recovery` for a right one; empty for a wrong one
    Uni<Optional<String>> check(UUID account, String typed) {
        String code = typed.strip();
        if (code.matches("\\d{3}\\s?\\d{3}")) {
            return factors.check(account, code.replaceAll("\\s", "")).map(result -> method(result, "otp"));
        }
        return factors.checkRecovery(account, code).map(result -> method(result, "recovery"));
    }

    private static Optional<String> method(Factors.Check result, String method) {
        return switch (result) {
            case RIGHT -> Optional.of(method);
            case WRONG -> Optional.empty();
            case PAUSED ->
                throw FactorProblem.CODES_PAUSED.because("Wait a quarter of an hour, or use a recovery code");
        };
    }
}
