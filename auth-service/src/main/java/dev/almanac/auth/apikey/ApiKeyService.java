package dev.almanac.auth.apikey;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.Roles;
import dev.almanac.auth.key.TokenIssuer;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.revocation.Revoker;
import dev.almanac.auth.session.Rights;
import dev.almanac.auth.ticket.Secret;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.OneByOne;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.ApiKeyText;
import dev.almanac.kit.security.Scopes;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Makes keys, revokes them, and exchanges them for short tokens. A key can do what its owner can at that moment,
/// within its scopes, and never administrate.
@ApplicationScoped
public class ApiKeyService {

    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private final ApiKeyRepository keys;
    private final AccountService accounts;
    private final Rights rights;
    private final TokenIssuer issuer;
    private final Revoker revoker;
    private final Mailbox mailbox;
    private final AuditOutbox audit;
    private final ApiKeyConfig config;

    ApiKeyService(
            ApiKeyRepository keys,
            AccountService accounts,
            Rights rights,
            TokenIssuer issuer,
            Revoker revoker,
            Mailbox mailbox,
            AuditOutbox audit,
            ApiKeyConfig config) {
        this.keys = keys;
        this.accounts = accounts;
        this.rights = rights;
        this.issuer = issuer;
        this.revoker = revoker;
        this.mailbox = mailbox;
        this.audit = audit;
        this.config = config;
    }

    public Uni<List<ApiKeyView>> list(UUID account) {
        return Panache.withSession(() -> keys.of(account))
                .map(found -> found.stream().map(ApiKeyView::of).toList());
    }

    Uni<ApiKeyView> create(UUID account, ApiKeyRequest wanted) {
        requirePossible(wanted);
        ApiKeyText text = new ApiKeyText(Ids.next(), Secret.next());
        ApiKeyEntity key = new ApiKeyEntity();
        key.id = text.id();
        key.accountId = account;
        key.name = wanted.name().strip();
        key.hash = text.hash();
        key.scopes = wanted.scopes().stream().sorted().toArray(String[]::new);
        key.callsPerMinute = wanted.callsPerMinute() == null ? config.callsPerMinute() : wanted.callsPerMinute();
        key.createdAt = Moments.now();
        key.expiresAt = wanted.expiresAt();
        return Panache.withTransaction(() -> keys.of(account)
                        .invoke(known -> {
                            if (known.size() >= config.most()) {
                                throw ApiKeyProblem.TOO_MANY_API_KEYS.because(
                                        "At most " + config.most() + "; revoke one first");
                            }
                        })
                        .chain(() -> keys.persist(key))
                        .chain(() -> record(account, "api-key.created", key, Map.of("name", key.name)))
                        .chain(() -> accounts.byId(account))
                        .chain(owner -> mailbox.notice(owner.orElseThrow().email(), "An API key was made")))
                .replaceWith(() -> ApiKeyView.of(key, text.text()));
    }

    /// @return whether there was such a key of this account
    Uni<Boolean> revoke(UUID account, UUID id) {
        return Panache.withTransaction(() -> keys.of(account, id)
                .chain(key -> key == null ? Uni.createFrom().item(false) : end(key).replaceWith(true)));
    }

    /// Revokes every key of an account, in the current transaction.
    public Uni<Void> revokeAll(UUID account) {
        return keys.of(account).chain(known -> OneByOne.each(known, this::end));
    }

    /// A short token for a key; empty for one that is unknown, revoked, expired, or whose owner is disabled.
    public Uni<Optional<Exchanged>> exchange(String presented) {
        Optional<ApiKeyText> text = ApiKeyText.parse(presented);
        if (text.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Instant now = Moments.now();
        return Panache.withTransaction(() -> keys.findById(text.get().id()).chain(key -> {
            boolean usable =
                    key != null && MessageDigest.isEqual(key.hash, text.get().hash()) && key.isUsable(now);
            return usable ? ofOwner(key, now) : Uni.createFrom().item(Optional.empty());
        }));
    }

    private Uni<Optional<Exchanged>> ofOwner(ApiKeyEntity key, Instant now) {
        return accounts.byId(key.accountId)
                .chain(owner -> owner.filter(Account::active)
                        .map(active -> touched(key, now)
                                .chain(() -> rights.without(active, Set.of(Roles.ADMIN, "auditor")))
                                .map(bearer -> {
                                    Duration life = lifeOf(key, now);
                                    String token = issuer.forKey(bearer, key.id, Set.of(key.scopes), life);
                                    return Optional.of(
                                            new Exchanged(token, life.toSeconds(), key.id, key.callsPerMinute));
                                }))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Duration lifeOf(ApiKeyEntity key, Instant now) {
        if (key.expiresAt == null) {
            return config.tokenLife();
        }
        return Moments.shorter(config.tokenLife(), Duration.between(now, key.expiresAt));
    }

    /// Writes down the use, at most once a minute.
    private Uni<Void> touched(ApiKeyEntity key, Instant now) {
        boolean recent =
                key.lastUsedAt != null && key.lastUsedAt.plus(TOUCH_EVERY).isAfter(now);
        return recent ? Uni.createFrom().voidItem() : keys.used(key.id, now);
    }

    private Uni<Void> end(ApiKeyEntity key) {
        key.revokedAt = Moments.now();
        return revoker.key(key.id).chain(() -> record(key.accountId, "api-key.revoked", key, Map.of()));
    }

    private Uni<Void> record(UUID account, String type, ApiKeyEntity key, Map<String, String> personal) {
        Map<String, Object> data = Map.of("scopes", String.join(" ", key.scopes));
        return audit.record(AuditEvent.of(account, type, "api-key/" + key.id, data, personal));
    }

    private void requirePossible(ApiKeyRequest wanted) {
        if (!Scopes.ALL.containsAll(wanted.scopes())) {
            throw CommonProblem.VALIDATION_FAILED.because("Scopes are "
                    + String.join(", ", Scopes.ALL.stream().sorted().toList()));
        }
        if (wanted.callsPerMinute() != null && wanted.callsPerMinute() > config.mostCallsPerMinute()) {
            throw CommonProblem.VALIDATION_FAILED.because(
                    "A key may make at most " + config.mostCallsPerMinute() + " calls a minute");
        }
    }

    /// @param expiresIn seconds
    public record Exchanged(String accessToken, long expiresIn, UUID keyId, int callsPerMinute) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Exchanged[" + keyId + "]";
        }
    }
}
