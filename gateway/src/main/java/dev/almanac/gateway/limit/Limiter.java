package dev.almanac.gateway.limit;

import io.vertx.core.Future;
import java.util.List;

/// Counts requests.
public sealed interface Limiter permits LocalLimiter, SharedLimiter {

    /// Counts one request against several limits: against all of them, or, where one refuses, against none.
    Future<Decision> ask(List<Charge> charges);

    /// Where a caller stands, without counting anything.
    Future<List<Standing>> look(List<Charge> charges);
}
