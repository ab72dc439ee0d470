package dev.almanac.auth.erasure;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;

/// Any service that keeps personal data.
@Path("/internal/erasures")
interface ErasureClient {

    @POST
    Uni<Void> erase(@HeaderParam("Authorization") String authorization, Subject subject);

    /// @param subject id of the user or team
    record Subject(UUID subject) {}
}
