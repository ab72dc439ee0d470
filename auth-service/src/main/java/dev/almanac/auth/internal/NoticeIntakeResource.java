package dev.almanac.auth.internal;

import dev.almanac.auth.notice.Notices;
import dev.almanac.auth.notice.Told;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Takes what another service, which proves itself with its bootstrap secret, tells people. Answered when it is kept.
@Path("/internal/notices")
@PermitAll
public class NoticeIntakeResource {

    private final Services services;
    private final Notices notices;

    NoticeIntakeResource(Services services, Notices notices) {
        this.services = services;
        this.notices = notices;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Void> take(@RestHeader("Authorization") String authorization, @NotNull @Valid Batch batch) {
        services.authenticated(authorization);
        return notices.take(batch.notices());
    }

    /// Any number of them up to 500, kept together or not at all.
    public record Batch(@NotNull @Size(min = 1, max = 500) List<@NotNull @Valid Told> notices) {}
}
