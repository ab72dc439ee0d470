package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.UUID;

/// Counts what work costs, in units: series x horizon x methods.
public interface Meter {

    /// Nothing when a job that was inserted in this transaction, and so is on its way already, has room in the owner's
    /// budget; a problem when it has none. Nobody else of the same owner takes the room until the transaction ends.
    Uni<Void> requireRoomOnItsWay(SqlConnection connection, UUID owner, long units);

    /// The same before work that is done within a request.
    Uni<Void> requireRoom(UUID owner, long units);

    /// Writes down what was used. Joins the transaction.
    Uni<Void> charge(SqlConnection connection, Used used);

    /// @param owner a person or a team
    /// @param user who asked
    /// @param kind such as `forecast`
    /// @param dataset null where the request brought the series
    /// @param job null for work that is done within a request
    record Used(UUID owner, UUID user, String kind, UUID dataset, String model, int series, long units, UUID job) {}
}
