package dev.almanac.forecast.breach;

import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;

/// A forecast whose truth is awaited.
///
/// @param creator in whose name the dataset is read; null once they are gone
/// @param version of the dataset that it was made from
/// @param series that it speaks of, those without times left out
record Watched(UUID owner, UUID dataset, int version, UUID forecast, UUID creator, String name, int series) {

    static Watched of(Row row) {
        return new Watched(
                row.getUUID("owner_id"),
                row.getUUID("dataset_id"),
                row.getInteger("dataset_version"),
                row.getUUID("forecast_id"),
                row.getUUID("created_by"),
                row.getString("dataset_name"),
                row.getInteger("series"));
    }
}
