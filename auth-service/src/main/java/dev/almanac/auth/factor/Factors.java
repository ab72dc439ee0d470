package dev.almanac.auth.factor;

import dev.almanac.auth.account.Account;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.RootKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/// Sets authenticator apps up and checks their codes. A code works once; several wrong ones in a row pause the app.
@ApplicationScoped
public class Factors implements SecondFactor {

    private static final String ISSUER = "Almanac";

    private final TotpRepository totps;
    private final RecoveryCodes recovery;
    private final RootKey rootKey;
    private final AuditOutbox audit;
    private final FactorConfig config;
    private final SecureRandom random = new SecureRandom();

    Factors(TotpRepository totps, RecoveryCodes recovery, RootKey rootKey, AuditOutbox audit, FactorConfig config) {
        this.totps = totps;
        this.recovery = recovery;
        this.rootKey = rootKey;
        this.audit = audit;
        this.config = config;
    }

    @Override
    public String kind() {
        return "otp";
    }

    @Override
    public Uni<Boolean> isSetUp(UUID account) {
        return totps.confirmed(account).map(count -> count == 1);
    }

    /// Begins a set-up; it counts once a first code has confirmed it.
    Uni<Enrolment> begin(Account account) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return Panache.withTransaction(() -> totps.lock(account.id()).chain(known -> {
                    if (known != null && known.confirmedAt != null) {
                        throw FactorProblem.FACTOR_EXISTS.because("Remove it first");
                    }
                    TotpEntity totp = known == null ? new TotpEntity() : known;
                    totp.accountId = account.id();
                    totp.wrapped = rootKey.wrap(secret, purpose(account.id()));
                    return totps.persist(totp);
                }))
                .replaceWith(() -> new Enrolment(Totp.base32(secret), Totp.uri(secret, ISSUER, account.displayName())));
    }

    /// Confirms a set-up with a first code, in the current transaction.
    ///
    /// @return recovery codes, shown once
    Uni<List<String>> confirm(UUID account, String code) {
        return totps.lock(account).chain(totp -> {
            if (totp == null || totp.confirmedAt != null) {
                throw FactorProblem.NO_SUCH_FACTOR.because("Begin with POST /api/v1/auth/mfa/totp");
            }
            OptionalLong step = Totp.step(secret(totp), code, Instant.now(), totp.lastStep);
            if (step.isEmpty()) {
                throw FactorProblem.WRONG_CODE.because("Type the six digits that the app shows now");
            }
            totp.lastStep = step.getAsLong();
            totp.confirmedAt = Moments.now();
            return record(account, "factor.added").chain(() -> recovery.renew(account));
        });
    }

    /// Removes the app, in the current transaction.
    Uni<Void> remove(UUID account) {
        return totps.deleteById(account)
                .invoke(gone -> {
                    if (!gone) {
                        throw FactorProblem.NO_SUCH_FACTOR.because("None is set up");
                    }
                })
                .chain(() -> record(account, "factor.removed"));
    }

    /// Removes every typed factor, for an account that is set up anew. Joins the current transaction.
    public Uni<Void> clear(UUID account) {
        return totps.deleteById(account).chain(() -> recovery.remove(account));
    }

    /// Checks a code in a transaction of its own, so that a failure counts whatever comes after.
    public Uni<Check> check(UUID account, String code) {
        return Panache.withTransaction(() -> totps.lock(account).map(totp -> judge(totp, code)));
    }

    /// The same with a recovery code.
    public Uni<Check> checkRecovery(UUID account, String code) {
        return Panache.withTransaction(() -> recovery.use(account, code)
                .chain(used -> used
                        ? record(account, "recovery-code.used").replaceWith(Check.RIGHT)
                        : Uni.createFrom().item(Check.WRONG)));
    }

    private Check judge(TotpEntity totp, String code) {
        Instant now = Instant.now();
        if (totp == null || totp.confirmedAt == null) {
            return Check.WRONG;
        }
        if (totp.pausedUntil != null && totp.pausedUntil.isAfter(now)) {
            return Check.PAUSED;
        }
        OptionalLong step = Totp.step(secret(totp), code, now, totp.lastStep);
        if (step.isPresent()) {
            totp.lastStep = step.getAsLong();
            totp.failures = 0;
            return Check.RIGHT;
        }
        totp.failures++;
        if (totp.failures >= config.wrongCodes()) {
            totp.failures = 0;
            totp.pausedUntil = now.plus(config.pause()).truncatedTo(ChronoUnit.MICROS);
            return Check.PAUSED;
        }
        return Check.WRONG;
    }

    private byte[] secret(TotpEntity totp) {
        return rootKey.unwrap(totp.wrapped, purpose(totp.accountId));
    }

    private Uni<Void> record(UUID account, String type) {
        return audit.record(AuditEvent.of(account, type, "account", Map.of("factor", "totp"), Map.of()));
    }

    private static String purpose(UUID account) {
        return "totp:" + account;
    }

    /// What became of a typed code.
    public enum Check {
        RIGHT,
        WRONG,
        PAUSED
    }

    /// What an authenticator app is set up with.
    ///
    /// @param otpauthUri for a QR code
    public record Enrolment(String secret, String otpauthUri) {}
}
