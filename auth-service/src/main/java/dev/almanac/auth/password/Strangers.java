package dev.almanac.auth.password;

import dev.almanac.auth.apikey.ApiKeyService;
import dev.almanac.auth.device.Devices;
import dev.almanac.auth.factor.Factors;
import dev.almanac.auth.passkey.PasskeyService;
import dev.almanac.auth.session.SessionService;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.auth.wallet.WalletService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// Takes an account away from whoever had opened it with an address that is not theirs: when its real owner shows that
/// the address is theirs, everything else that gets into it goes.
@ApplicationScoped
public class Strangers {

    private final SessionService sessions;
    private final WalletService wallets;
    private final PasskeyService passkeys;
    private final Factors factors;
    private final ApiKeyService keys;
    private final Devices devices;
    private final Tickets tickets;

    Strangers(
            SessionService sessions,
            WalletService wallets,
            PasskeyService passkeys,
            Factors factors,
            ApiKeyService keys,
            Devices devices,
            Tickets tickets) {
        this.sessions = sessions;
        this.wallets = wallets;
        this.passkeys = passkeys;
        this.factors = factors;
        this.keys = keys;
        this.devices = devices;
        this.tickets = tickets;
    }

    /// Everything but the second factors, which a new password never skips. Joins the current transaction.
    Uni<Void> removeWaysIn(UUID account) {
        return sessions.endAll(account, null, "owner-came")
                .chain(() -> wallets.clear(account))
                .chain(() -> keys.revokeAll(account))
                .chain(() -> devices.forget(account))
                .chain(() -> tickets.withdrawAllOf(account));
    }

    /// Everything. Joins the current transaction.
    public Uni<Void> remove(UUID account) {
        return removeWaysIn(account).chain(() -> passkeys.clear(account)).chain(() -> factors.clear(account));
    }
}
