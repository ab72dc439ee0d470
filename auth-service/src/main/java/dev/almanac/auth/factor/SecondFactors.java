package dev.almanac.auth.factor;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Which second factors an account has.
@ApplicationScoped
public class SecondFactors {

    private final List<SecondFactor> factors;

    SecondFactors(@All List<SecondFactor> factors) {
        this.factors = factors;
    }

    /// Empty when a password or a wallet is enough. Joins the current session.
    public Uni<List<String>> of(UUID account) {
        Uni<List<String>> kinds = Uni.createFrom().item(new ArrayList<>());
        for (SecondFactor factor : factors) {
            kinds = kinds.chain(known -> factor.isSetUp(account).map(isSetUp -> {
                if (isSetUp) {
                    known.add(factor.kind());
                }
                return known;
            }));
        }
        return kinds;
    }
}
