package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.EdgeProblem;
import jakarta.inject.Singleton;

/// Refuses a body that says it is too large, before it is read; one that does not say is counted while it passes.
@Singleton
class Sizes implements Filter {

    @Override
    public void apply(Visit visit) {
        long limit = visit.route().bodyLimit();
        String length = visit.exchange().request().getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > limit) {
            visit.exchange().refuse(EdgeProblem.BODY_TOO_LARGE, "The limit is " + limit + " bytes");
        } else {
            visit.pass();
        }
    }
}
