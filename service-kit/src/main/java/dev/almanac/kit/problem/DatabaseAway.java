package dev.almanac.kit.problem;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;

/// Tells a database that is away for now from one that refuses what it was asked. Source of the codes: PostgreSQL 18,
/// appendix A: class 08 (connection), 53300 (too many connections), 57P01 to 57P03 (shutdown, crash, starting up).
final class DatabaseAway {

    private static final int DEEPEST = 20;

    private DatabaseAway() {}

    static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ClosedConnectionException
                    || cause instanceof ConnectException
                    || cause instanceof PgException refusal && isAway(refusal.getSqlState())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isAway(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
    }
}
