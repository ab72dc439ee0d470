package dev.almanac.auth.factor;

import dev.almanac.auth.ticket.Secret;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;

/// Ten codes for the day when the phone is gone: 120 bits each, shown once, stored as hashes, gone when used.
@ApplicationScoped
public class RecoveryCodes {

    private static final int CODES = 10;
    private static final int BYTES = 15;
    private static final int GROUP = 4;

    private final SecureRandom random = new SecureRandom();
    private final RecoveryCodeRepository codes;

    RecoveryCodes(RecoveryCodeRepository codes) {
        this.codes = codes;
    }

    /// Ten new ones; the old ones are worthless from now on. Joins the current transaction.
    ///
    /// @return such as `ABCD-EFGH-IJKL-MNOP-QRST-UVWX`
    public Uni<List<String>> renew(UUID account) {
        List<String> fresh = new ArrayList<>();
        List<RecoveryCodeEntity> rows = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            String code = new String(Base32.encode(secret), StandardCharsets.US_ASCII);
            fresh.add(String.join("-", code.split("(?<=\\G.{" + GROUP + "})")));
            RecoveryCodeEntity row = new RecoveryCodeEntity();
            row.hash = hash(account, code);
            row.accountId = account;
            rows.add(row);
        }
        return codes.deleteOf(account).chain(() -> codes.persist(rows)).replaceWith(fresh);
    }

    /// Uses a code up: of any number of racers one gets true. Joins the current transaction.
    public Uni<Boolean> use(UUID account, String typed) {
        String code = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z2-7]", "");
        return codes.take(account, hash(account, code));
    }

    public Uni<Long> left(UUID account) {
        return codes.countOf(account);
    }

    Uni<Void> remove(UUID account) {
        return codes.deleteOf(account).replaceWithVoid();
    }

    private static byte[] hash(UUID account, String code) {
        return Secret.hash("recovery:" + account + ":" + code);
    }

    @ApplicationScoped
    static class RecoveryCodeRepository implements PanacheRepositoryBase<RecoveryCodeEntity, byte[]> {

        Uni<Long> deleteOf(UUID account) {
            return delete("accountId", account);
        }

        Uni<Boolean> take(UUID account, byte[] hash) {
            return delete("accountId = ?1 and hash = ?2", account, hash).map(count -> count == 1);
        }

        Uni<Long> countOf(UUID account) {
            return count("accountId", account);
        }
    }
}
