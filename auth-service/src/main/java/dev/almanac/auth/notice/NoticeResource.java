package dev.almanac.auth.notice;

import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Which notices come to one by mail. They come to a confirmed address only.
@Path("/api/v1/auth/me/notices")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class NoticeResource {

    private final Notices notices;
    private final JsonWebToken token;

    NoticeResource(Notices notices, JsonWebToken token) {
        this.notices = notices;
        this.token = token;
    }

    @GET
    public Uni<NoticeChoices> choices() {
        return notices.choices(Caller.of(token).userId());
    }

    @PATCH
    public Uni<NoticeChoices> choose(@NotNull @Valid NoticeChoices wanted) {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return notices.choose(caller.userId(), wanted);
    }
}
