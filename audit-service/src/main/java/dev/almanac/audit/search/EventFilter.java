package dev.almanac.audit.search;

import java.time.Instant;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;

/// What a search asks for; null leaves a criterion out.
public class EventFilter {

    /// Such as `dataset.created`; with a dot and a star at the end, such as `dataset.*`, all of that kind.
    @RestQuery
    String type;

    @RestQuery
    UUID actor;

    /// What was changed, such as `dataset/<id>`.
    @RestQuery
    String resource;

    /// Recorded at or after.
    @RestQuery
    Instant from;

    /// Recorded before.
    @RestQuery
    Instant to;

    @RestQuery("request_id")
    String requestId;
}
