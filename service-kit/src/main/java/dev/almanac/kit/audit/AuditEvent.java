package dev.almanac.kit.audit;

import dev.almanac.kit.Ids;
import dev.almanac.kit.RequestId;
import dev.almanac.kit.security.ScopedIdentities;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.MDC;

/// Something that happened and must be provable later.
///
/// @param tenant whose history this belongs to: a user's or a team's id
/// @param type such as `dataset.created`
/// @param subject opaque reference of what was changed, such as `dataset/<id>`
/// @param data what may be public: digests, versions, counts; numbers, strings, booleans, lists and maps of them
/// @param personal what may be erased later: kept as salted disclosures beside the log, never in it
public record AuditEvent(
        UUID id,
        UUID tenant,
        UUID actor,
        String type,
        String subject,
        Instant occurred,
        String requestId,
        Map<String, Object> data,
        Map<String, String> personal) {

    public AuditEvent {
        data = Map.copyOf(data);
        personal = Map.copyOf(personal);
    }

    /// An event of now in a user's own history, caused by the current request.
    public static AuditEvent of(
            UUID user, String type, String subject, Map<String, Object> data, Map<String, String> personal) {
        return by(user, user, type, subject, data, personal);
    }

    /// An event of now that somebody caused in the history of another user or of a team. While an administrator acts in
    /// somebody's name, the administrator is the actor.
    public static AuditEvent by(
            UUID actor,
            UUID tenant,
            String type,
            String subject,
            Map<String, Object> data,
            Map<String, String> personal) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String helper = (String) MDC.get(ScopedIdentities.HELPER);
        UUID who = helper == null ? actor : UUID.fromString(helper);
        return new AuditEvent(Ids.next(), tenant, who, type, subject, now, RequestId.current(), data, personal);
    }
}
