package dev.almanac.auth.activity;

import dev.almanac.kit.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/// What is unusual on the whole platform, for administrators.
@Path("/api/v1/admin/alerts")
@RolesAllowed("admin")
public class AdminAlertResource {

    private final Alerts alerts;

    AdminAlertResource(Alerts alerts) {
        this.alerts = alerts;
    }

    @GET
    public Uni<Page<AlertView>> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return alerts.all(cursor, limit);
    }
}
