package dev.almanac.forecast.publish;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Links that let anyone read a forecast.
@ApplicationScoped
public class Publications {

    private static final int TOKEN_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Pool database;

    Publications(Pool database) {
        this.database = database;
    }

    /// @param path of the link, at the gateway
    public record Link(UUID forecastId, String path, Instant publishedAt) {}

    /// A forecast that is published already keeps its link.
    ///
    /// @param proposal that decided it; null where no council had to
    public Uni<Link> publish(SqlConnection connection, UUID forecast, UUID by, UUID proposal) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return connection
                .preparedQuery("""
                        INSERT INTO publication (forecast_id, token, published_by, proposal_id, published_at)
                        VALUES ($1, $2, $3, $4, now())
                        ON CONFLICT (forecast_id) DO UPDATE SET published_by = publication.published_by
                        RETURNING token, published_at""")
                .execute(Tuple.of(
                        forecast, Base64.getUrlEncoder().withoutPadding().encodeToString(token), by, proposal))
                .map(rows -> rows.iterator().next())
                .map(row -> new Link(
                        forecast,
                        "/api/v1/published/" + row.getString(0),
                        row.getOffsetDateTime(1).toInstant()));
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
        return database.preparedQuery("SELECT forecast_id FROM publication WHERE token = $1")
                .execute(Tuple.of(token))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).findFirst());
    }
}
