package dev.almanac.auth.activity;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.device.Devices;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Looks at sign-ins. There is no map of the world here: a place is a network, and it is impossible when it is new
/// while another device of the account was busy in another one.
@ApplicationScoped
public class Watch {

    private final Alerts alerts;
    private final Stuffing stuffing;

    Watch(Alerts alerts, Stuffing stuffing) {
        this.alerts = alerts;
        this.stuffing = stuffing;
    }

    /// A sign-in succeeded. Joins the current transaction.
    ///
    /// @return whether it may be trusted with dangerous things without another proof
    public Uni<Boolean> signedIn(Account account, Client client, Devices.Sighting sighting) {
        String from = client.agent() == null ? "a program" : client.agent();
        if (sighting.known()) {
            return Uni.createFrom().item(true);
        }
        if (stuffing.isSuspect(client.address(), Instant.now())) {
            return alerts.raise(
                            account.id(),
                            AlertKind.STUFFED,
                            "Somebody signed in from an address that tries many accounts: " + client.address())
                    .replaceWith(false);
        }
        if (sighting.others() > 0 && sighting.busyElsewhere()) {
            return alerts.raise(
                            account.id(),
                            AlertKind.NEW_PLACE,
                            "A new device signed in from a new place, " + client.address() + ": " + from)
                    .replaceWith(false);
        }
        if (sighting.others() > 0) {
            return alerts.raise(
                            account.id(),
                            AlertKind.NEW_DEVICE,
                            "A new device signed in, from " + client.address() + ": " + from)
                    .replaceWith(true);
        }
        return Uni.createFrom().item(true);
    }

    /// A password was wrong, or its account is not there. Joins the current transaction.
    public Uni<Void> failed(String name, Client client) {
        return stuffing.failed(client.address(), name, Instant.now())
                ? alerts.raise(null, AlertKind.STUFFING, "Many accounts were tried from " + client.address())
                : Uni.createFrom().voidItem();
    }
}
