package dev.almanac.auth.device;

import dev.almanac.auth.ticket.Secret;
import dev.almanac.kit.Moments;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Remembers the devices of each account by a secret that they keep for a year. A known device is asked less and
/// bypasses delays that strangers cause.
@ApplicationScoped
public class Devices {

    private static final Duration KEPT = Duration.ofDays(365);
    private static final Duration RECENT = Duration.ofHours(1);

    private final DeviceRepository devices;

    Devices(DeviceRepository devices) {
        this.devices = devices;
    }

    /// Whether the account has used this device before. Joins the current session.
    public Uni<Boolean> knows(UUID account, Client client) {
        return client.device().isEmpty()
                ? Uni.createFrom().item(false)
                : devices.of(account, Secret.hash(client.device().get())).map(found -> found != null);
    }

    /// Remembers a sign-in, in the current transaction.
    public Uni<Sighting> see(UUID account, Client client) {
        Instant now = Moments.now();
        return devices.ofSince(account, now.minus(KEPT)).chain(known -> {
            byte[] hash = client.device().map(Secret::hash).orElse(null);
            for (DeviceEntity device : known) {
                if (Arrays.equals(device.hash, hash)) {
                    device.lastSeen = now;
                    device.network = client.network();
                    return Uni.createFrom().item(new Sighting(client.device().get(), true, false, false, known.size()));
                }
            }
            return add(account, client, now, known);
        });
    }

    /// Forgets all devices of an account, in the current transaction.
    public Uni<Void> forget(UUID account) {
        return devices.deleteOf(account).replaceWithVoid();
    }

    @Scheduled(every = "24h")
    Uni<Void> sweep() {
        return Panache.withTransaction(
                        () -> devices.deleteUnseenSince(Instant.now().minus(KEPT)))
                .replaceWithVoid();
    }

    private Uni<Sighting> add(UUID account, Client client, Instant now, List<DeviceEntity> known) {
        boolean newNetwork = known.stream().noneMatch(device -> device.network.equals(client.network()));
        boolean busyElsewhere =
                newNetwork && known.stream().anyMatch(device -> device.lastSeen.isAfter(now.minus(RECENT)));
        String secret = Secret.next();
        DeviceEntity device = new DeviceEntity();
        device.hash = Secret.hash(secret);
        device.accountId = account;
        device.network = client.network();
        device.firstSeen = now;
        device.lastSeen = now;
        return devices.persist(device)
                .replaceWith(new Sighting(secret, false, newNetwork, busyElsewhere, known.size()));
    }

    /// What a sign-in's device looked like.
    ///
    /// @param secret for the device to keep
    /// @param known whether the account was used from it before
    /// @param newNetwork whether no device of the account was ever in this network
    /// @param busyElsewhere whether, besides, another one was in another network within the last hour
    /// @param others how many devices the account had before
    public record Sighting(String secret, boolean known, boolean newNetwork, boolean busyElsewhere, int others) {}
}
