package dev.almanac.audit.search;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An entry as an API Activity event (class 6003) of the Open Cybersecurity Schema Framework 1.6.
///
/// @param time milliseconds since 1970, when the log took it
@RegisterForReflection
record OcsfEvent(
        int activityId,
        int categoryUid,
        int classUid,
        int typeUid,
        int severityId,
        long time,
        long startTime,
        Metadata metadata,
        Actor actor,
        Api api,
        Endpoint srcEndpoint,
        List<Changed> resources,
        Map<String, Object> unmapped) {

    private static final int API_ACTIVITY = 6003;
    private static final int OTHER = 99;

    static OcsfEvent of(EventView event) {
        int activity = activity(event.type());
        return new OcsfEvent(
                activity,
                6,
                API_ACTIVITY,
                API_ACTIVITY * 100 + activity,
                1,
                event.recorded().toEpochMilli(),
                event.occurred().toEpochMilli(),
                new Metadata(
                        "1.6.0", new Product("Almanac", "Almanac"), event.leafHash(), event.requestId(), event.seq()),
                new Actor(new User(
                        event.actor() == null ? event.tenant() : event.actor().toString())),
                new Api(event.type(), new Service(event.source())),
                new Endpoint(event.source()),
                List.of(new Changed(event.subject())),
                Map.of("tenant", event.tenant(), "tenant_seq", event.tenantSeq(), "data", event.data()));
    }

    private static int activity(String type) {
        String verb = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (verb) {
            case "created", "requested", "sealed", "started", "registered" -> 1;
            case "read", "exported", "verified", "followed" -> 2;
            case "updated", "changed", "confirmed", "completed" -> 3;
            case "deleted", "ended", "revoked", "erasure" -> 4;
            default -> OTHER;
        };
    }

    /// @param uid leaf hash: what a receipt proves
    record Metadata(String version, Product product, String uid, String correlationUid, long sequence) {}

    record Product(String name, String vendorName) {}

    record Actor(User user) {}

    record User(String uid) {}

    record Api(String operation, Service service) {}

    record Service(String name) {}

    record Endpoint(String svcName) {}

    record Changed(String uid) {}
}
