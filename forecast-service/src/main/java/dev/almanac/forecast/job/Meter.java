package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.UUID;

/// Counts what work costs, in units: series x horizon x methods.
public interface Meter {

    /// Nothing when a job that was inserted in this transaction, and so is on its way already, has room in the
    /// owner's budget, and in one that was imposed on its creator; a problem when it has none. Nobody else of the
    /// same owner takes the room until the transaction ends.
    ///
    /// @param creator null once they are gone
    Uni<Void> requireRoomOnItsWay(SqlConnection connection, UUID owner, UUID creator, long units);

    /// Keeps room in the owner's budget for work that is done within a request; a problem when there is none.
    ///
    /// @param atMost after which the room is free again, should the process die
    Uni<Hold> hold(UUID owner, long units, Duration atMost);

    /// The work came to nothing, or is charged already. Never fails.
    Uni<Void> letGo(Hold hold);

    /// Room that is kept.
    ///
    /// @param id null where there is no limit to keep it from
    record Hold(UUID id) {
        public static final Hold UNLIMITED = new Hold(null);
    }

    /// Writes down what was used, and lets go of what was kept for it. Joins the transaction.
    Uni<Void> charge(SqlConnection connection, Used used, Hold hold);

    /// @param owner a person or a team
    /// @param user who asked
    /// @param kind such as `forecast`
    /// @param dataset null where the request brought the series
    /// @param job null for work that is done within a request
    record Used(UUID owner, UUID user, String kind, UUID dataset, String model, int series, long units, UUID job) {}
}
