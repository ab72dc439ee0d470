package dev.almanac.audit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/// Who has taken out unusually much, for auth-service, which watches over accounts.
@Path("/internal/bulk-readers")
@RolesAllowed("scope:events:read")
public class BulkReaderResource {

    private static final String[] DOWNLOADS = {"dataset.downloaded", "forecast.downloaded"};

    private final Pool database;

    BulkReaderResource(Pool database) {
        this.database = database;
    }

    /// @param least downloads since then that count as much
    @GET
    @Operation(hidden = true)
    public Uni<List<BulkReader>> since(@RestQuery @NotNull Instant since, @RestQuery @Min(1) long least) {
        return database.preparedQuery("SELECT actor, count(*) FROM search WHERE type = ANY($1) AND recorded > $2"
                        + " AND actor IS NOT NULL GROUP BY actor HAVING count(*) >= $3")
                .execute(Tuple.of(DOWNLOADS, since.atOffset(ZoneOffset.UTC), least))
                .map(rows -> {
                    List<BulkReader> readers = new ArrayList<>();
                    for (Row row : rows) {
                        readers.add(new BulkReader(row.getUUID(0), row.getLong(1)));
                    }
                    return readers;
                });
    }

    /// @param downloads datasets and results that left
    public record BulkReader(UUID user, long downloads) {}
}
