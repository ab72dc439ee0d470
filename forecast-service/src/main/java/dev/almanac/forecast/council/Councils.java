package dev.almanac.forecast.council;

import dev.almanac.forecast.decision.Decision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Whether a council decides for an owner.
@ApplicationScoped
class Councils implements Decision {

    private final CouncilRepository councils;

    Councils(CouncilRepository councils) {
        this.councils = councils;
    }

    /// Nothing when an owner decides alone; a problem when a council decides for them.
    @Override
    public Uni<Void> requireFree(SqlClient client, UUID owner) {
        return councils.governing(client, owner)
                .invoke(governing -> {
                    if (!governing.isEmpty()) {
                        throw CouncilProblem.COUNCIL_DECIDES.because("Propose it to council " + governing.getFirst());
                    }
                })
                .replaceWithVoid();
    }
}
