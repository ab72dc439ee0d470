package dev.almanac.auth.attempt;

import dev.almanac.kit.AddressKey;
import dev.almanac.kit.Moments;
import dev.almanac.kit.security.KeyedHash;
import dev.almanac.kit.security.RootKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Slows down guessing, per account and per network address. It never locks: a device that the account knows has a
/// count of its own, so a stranger's failures do not shut the owner out. Unknown accounts are counted like known ones.
@ApplicationScoped
public class Attempts {

    private static final Duration NEVER = Duration.ofDays(3_650);
    private static final Duration KEPT = Duration.ofDays(30);

    private final FailureRepository failures;
    private final KeyedHash hash;
    private final FailureRule accountRule;
    private final FailureRule addressRule;

    Attempts(FailureRepository failures, RootKey rootKey, AttemptConfig config) {
        this.failures = failures;
        this.hash = new KeyedHash(rootKey, "sign-in-failures");
        this.accountRule = new FailureRule(config.free(), config.longestWait(), config.most(), NEVER);
        this.addressRule =
                new FailureRule(config.free(), config.longestAddressWait(), Integer.MAX_VALUE, config.addressForgets());
    }

    /// Counts an attempt as failed; [#succeeded] takes that back. Joins the current transaction.
    ///
    /// @param name what is guessed at: an e-mail address
    /// @param device a secret of a device that the account knows; empty for all others
    /// @return false when it must not be made yet
    public Uni<Boolean> begin(String name, String address, Optional<String> device) {
        Instant now = Moments.now();
        if (device.isPresent()) {
            return failures.reserve(ofDevice(name, device.get()), accountRule, now);
        }
        return failures.reserve(hashed("address", AddressKey.of(address)), addressRule, now)
                .chain(addressMay -> failures.reserve(ofAccount(name), accountRule, now)
                        .map(accountMay -> addressMay && accountMay));
    }

    /// The attempt was right: the account's failures are forgotten, the address's last one is taken back.
    public Uni<Void> succeeded(String name, String address, Optional<String> device) {
        if (device.isPresent()) {
            return failures.forget(List.of(ofDevice(name, device.get())));
        }
        return failures.takeBack(hashed("address", AddressKey.of(address)))
                .chain(() -> failures.forget(List.of(ofAccount(name))));
    }

    /// The account's password was set anew by its owner.
    public Uni<Void> forget(String name) {
        return failures.forget(List.of(ofAccount(name)));
    }

    @Scheduled(every = "1h")
    Uni<Void> sweep() {
        return Panache.withTransaction(() -> failures.deleteBefore(Instant.now().minus(KEPT)))
                .replaceWithVoid();
    }

    private byte[] ofAccount(String name) {
        return hashed("account", name.toLowerCase(Locale.ROOT));
    }

    private byte[] ofDevice(String name, String device) {
        return hashed("device", name.toLowerCase(Locale.ROOT) + ' ' + device);
    }

    private byte[] hashed(String kind, String value) {
        return hash.of(kind + ':' + value);
    }
}
