package dev.almanac.forecast.decision;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.UUID;

/// Who decides about the models and forecasts of an owner.
public interface Decision {

    /// Nothing when the owner decides alone; a problem when somebody else decides for them.
    Uni<Void> requireFree(SqlClient client, UUID owner);
}
