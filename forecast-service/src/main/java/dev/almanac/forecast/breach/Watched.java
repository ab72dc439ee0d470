package dev.almanac.forecast.breach;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/// A forecast whose truth is awaited.
///
/// @param creator in whose name the dataset is read; null once they are gone
/// @param version of the dataset that it was made from
/// @param promised values that it speaks of
record Watched(UUID owner, UUID dataset, int version, UUID forecast, UUID creator, String name, long promised) {

    static Watched of(Row row) {
        return new Watched(
                row.getUUID("owner_id"),
                row.getUUID("dataset_id"),
                row.getInteger("dataset_version"),
                row.getUUID("forecast_id"),
                row.getUUID("created_by"),
                row.getString("dataset_name"),
                (long) row.getInteger("done") * row.getInteger("horizon"));
    }
}
