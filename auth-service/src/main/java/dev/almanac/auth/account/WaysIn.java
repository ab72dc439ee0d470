package dev.almanac.auth.account;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Keeps at least one way into each account.
@ApplicationScoped
public class WaysIn {

    private final AccountRepository accounts;
    private final List<WayIn> ways;

    WaysIn(AccountRepository accounts, @All List<WayIn> ways) {
        this.accounts = accounts;
        this.ways = ways;
    }

    /// Locks the account, so that two removals cannot each rely on what the other removes; then refuses when only one
    /// way is left. Joins the current transaction.
    public Uni<Void> requireAnother(UUID account) {
        return accounts.lock(account)
                .chain(locked -> total(account))
                .invoke(total -> {
                    if (total < 2) {
                        throw AccountProblem.LAST_WAY_IN.because(
                                "Add a password, a passkey or another wallet first; this is the only way in");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Long> total(UUID account) {
        Uni<Long> sum = Uni.createFrom().item(0L);
        for (WayIn way : ways) {
            sum = sum.chain(before -> way.count(account).map(count -> before + count));
        }
        return sum;
    }
}
