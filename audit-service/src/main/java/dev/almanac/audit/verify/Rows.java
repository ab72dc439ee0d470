package dev.almanac.audit.verify;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One connection that sees one moment of the database. Blocks.
final class Rows {

    private static final Duration DATABASE_LIMIT = Duration.ofMinutes(2);

    private final SqlConnection connection;

    Rows(SqlConnection connection) {
        this.connection = connection;
    }

    <T> List<T> list(String sql, Tuple values, Function<Row, T> of) {
        List<T> all = new ArrayList<>();
        connection
                .preparedQuery(sql)
                .execute(values)
                .await()
                .atMost(DATABASE_LIMIT)
                .forEach(row -> all.add(of.apply(row)));
        return all;
    }

    <T> T one(String sql, Tuple values, Function<Row, T> of) {
        return list(sql, values, of).getFirst();
    }
}
