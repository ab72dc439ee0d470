package dev.almanac.forecast.publish;

import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Links that let anyone read a forecast.
@ApplicationScoped
public class Publications {

    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Pool database;
    private final AuditOutbox audit;

    Publications(Pool database, AuditOutbox audit) {
        this.database = database;
        this.audit = audit;
    }

    /// @param path of the link, at the gateway
    public record Link(UUID forecastId, String path, Instant publishedAt) {}

    /// A forecast that is published already keeps its link.
    ///
    /// @param proposal that decided it; null where no council had to
    public Uni<Link> publish(SqlConnection connection, UUID owner, UUID forecast, UUID by, UUID proposal) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return connection
                .preparedQuery("""
                        INSERT INTO publication (forecast_id, token, published_by, proposal_id, published_at)
                        SELECT id, $2, $3, $4, now() FROM forecast
                        WHERE id = $1 AND owner_id = $5 AND status = 'succeeded' AND hidden_at IS NULL
                        ON CONFLICT (forecast_id) DO UPDATE SET published_by = publication.published_by
                        RETURNING token, published_at""")
                .execute(Tuple.of(
                        forecast, Base64.getUrlEncoder().withoutPadding().encodeToString(token), by, proposal, owner))
                .map(rows -> rows.stream()
                        .findFirst()
                        .orElseThrow(() -> CommonProblem.NOT_FOUND.because("The forecast is gone")))
                .map(row -> new Link(
                        forecast,
                        "/api/v1/published/" + row.getString(0),
                        row.getOffsetDateTime(1).toInstant()))
                .call(() -> audit.record(connection, event(by, owner, forecast, "published")));
    }

    static AuditEvent event(UUID actor, UUID owner, UUID forecast, String what) {
        return AuditEvent.by(actor, owner, "forecast." + what, "forecast/" + forecast, Map.of(), Map.of());
    }

    /// @return false when it was not published
    Uni<Boolean> end(SqlConnection connection, UUID forecast) {
        return connection
                .preparedQuery("DELETE FROM publication WHERE forecast_id = $1")
                .execute(Tuple.of(forecast))
                .map(rows -> rows.rowCount() == 1);
    }

    /// What a link leads to; empty for none, and for one that has ended.
    Uni<Optional<UUID>> forecast(String token) {
        return database.preparedQuery("""
                        SELECT p.forecast_id FROM publication p JOIN forecast f ON f.id = p.forecast_id
                        WHERE p.token = $1 AND f.hidden_at IS NULL""")
                .execute(Tuple.of(token))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).findFirst());
    }
}
