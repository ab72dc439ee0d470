package dev.almanac.audit.publish;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Function;

/// Work on one connection that is committed whole or not at all. Blocks.
public final class Transaction {

    private Transaction() {}

    /// @param limit for getting a connection, and for each of begin, commit and roll back
    public static <T> T of(Pool database, Duration limit, Function<SqlConnection, T> work) {
        SqlConnection connection = database.getConnection().await().atMost(limit);
        try {
            connection.query("BEGIN").execute().await().atMost(limit);
            T result = work.apply(connection);
            connection.query("COMMIT").execute().await().atMost(limit);
            return result;
        } catch (RuntimeException e) {
            connection
                    .query("ROLLBACK")
                    .execute()
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .atMost(limit);
            throw e;
        } finally {
            connection.closeAndForget();
        }
    }
}
