package dev.almanac.auth.passkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.WayIn;
import dev.almanac.auth.account.WaysIn;
import dev.almanac.auth.factor.RecoveryCodes;
import dev.almanac.auth.factor.SecondFactor;
import dev.almanac.auth.ticket.Purpose;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Registers passkeys and recognises them. A challenge works once.
@ApplicationScoped
public class PasskeyService implements WayIn, SecondFactor {

    private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(5);
    private static final int MOST = 20;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final PasskeyRepository passkeys;
    private final RelyingParty relyingParty;
    private final RecoveryCodes recovery;
    private final AccountService accounts;
    private final WaysIn waysIn;
    private final Tickets tickets;
    private final AuditOutbox audit;

    PasskeyService(
            PasskeyRepository passkeys,
            RelyingParty relyingParty,
            RecoveryCodes recovery,
            AccountService accounts,
            WaysIn waysIn,
            Tickets tickets,
            AuditOutbox audit) {
        this.passkeys = passkeys;
        this.relyingParty = relyingParty;
        this.recovery = recovery;
        this.accounts = accounts;
        this.waysIn = waysIn;
        this.tickets = tickets;
        this.audit = audit;
    }

    @Override
    public Uni<Long> count(UUID account) {
        return passkeys.countOf(account);
    }

    @Override
    public String kind() {
        return "passkey";
    }

    @Override
    public Uni<Boolean> isSetUp(UUID account) {
        return passkeys.countOf(account).map(count -> count > 0);
    }

    public Uni<List<PasskeyView>> list(UUID account) {
        return Panache.withSession(() -> passkeys.of(account))
                .map(found -> found.stream().map(PasskeyView::of).toList());
    }

    /// `PublicKeyCredentialCreationOptionsJSON` of WebAuthn level 3.
    Uni<Map<String, Object>> registrationOptions(Account account) {
        return Panache.withTransaction(() -> passkeys.of(account.id()).chain(known -> {
            if (known.size() >= MOST) {
                throw PasskeyProblem.TOO_MANY_PASSKEYS.because("At most " + MOST + "; remove one first");
            }
            return tickets.issue(Purpose.PASSKEY_REGISTRATION, account.id(), null, CHALLENGE_LIFE)
                    .map(challenge -> creationOptions(account, challenge, known));
        }));
    }

    /// Keeps a new passkey. With the first second factor of an account come recovery codes.
    Uni<PasskeyView> register(Account account, JsonNode credential, String name) {
        RegistrationData data = relyingParty.readRegistration(credential.toString());
        String challenge = RelyingParty.challengeOf(data.getCollectedClientData());
        return tickets.burn(Purpose.PASSKEY_REGISTRATION, challenge).chain(ticket -> {
            if (ticket.isEmpty() || !account.id().equals(ticket.get().account())) {
                throw PasskeyProblem.PASSKEY_REFUSED.because(
                        "Its challenge was not issued to you, used, or is too old");
            }
            relyingParty.verify(data, challenge);
            PasskeyEntity passkey = entity(account.id(), data, name);
            return Panache.withTransaction(() -> passkeys.byCredential(passkey.credentialId)
                    .invoke(known -> {
                        if (known != null) {
                            throw PasskeyProblem.PASSKEY_REFUSED.because("It is registered already");
                        }
                    })
                    .chain(() -> passkeys.persistAndFlush(passkey))
                    .chain(() -> record(account.id(), "factor.added"))
                    .chain(() -> recovery.left(account.id()))
                    .chain(left -> left > 0 ? Uni.createFrom().nullItem() : recovery.renew(account.id()))
                    .map(codes -> PasskeyView.of(passkey, codes)));
        });
    }

    /// `PublicKeyCredentialRequestOptionsJSON`: any passkey of ours, whoever's.
    public Uni<Map<String, Object>> signInOptions() {
        return Panache.withTransaction(() -> tickets.issue(Purpose.PASSKEY_SIGN_IN, null, null, CHALLENGE_LIFE))
                .map(challenge -> Map.of(
                        "challenge", challenge,
                        "rpId", relyingParty.id(),
                        "timeout", CHALLENGE_LIFE.toMillis(),
                        "userVerification", "required",
                        "allowCredentials", List.of()));
    }

    /// The account whose passkey has signed.
    public Uni<Account> recognise(JsonNode assertion) {
        AuthenticationData data = relyingParty.readSignIn(assertion.toString());
        String challenge = RelyingParty.challengeOf(data.getCollectedClientData());
        return tickets.burn(Purpose.PASSKEY_SIGN_IN, challenge).chain(ticket -> {
            if (ticket.isEmpty()) {
                throw PasskeyProblem.PASSKEY_NOT_VALID.because(
                        "Its challenge was not issued here, used, or is too old");
            }
            return Panache.withTransaction(() -> passkeys.byCredential(data.getCredentialId())
                    .chain(passkey -> {
                        if (passkey == null || !isOwner(passkey, data.getUserHandle())) {
                            throw PasskeyProblem.PASSKEY_NOT_VALID.because("No account has it");
                        }
                        passkey.signCount = relyingParty.verify(data, challenge, passkey);
                        passkey.lastUsedAt = Moments.now();
                        return accounts.byId(passkey.accountId);
                    })
                    .map(account -> account.orElseThrow()));
        });
    }

    Uni<Void> remove(UUID account, UUID id) {
        return Panache.withTransaction(() -> passkeys.count("accountId = ?1 and id = ?2", account, id)
                .invoke(own -> {
                    if (own == 0) {
                        throw CommonProblem.NOT_FOUND.because("No passkey " + id + " of yours");
                    }
                })
                .chain(() -> waysIn.requireAnother(account))
                .chain(() -> passkeys.remove(account, id))
                .chain(() -> record(account, "factor.removed")));
    }

    /// Removes all of an account, for one that is set up anew. Joins the current transaction.
    public Uni<Void> clear(UUID account) {
        return passkeys.removeAll(account).replaceWithVoid();
    }

    private Map<String, Object> creationOptions(Account account, String challenge, List<PasskeyEntity> known) {
        return Map.of(
                "challenge", challenge,
                "rp", Map.of("id", relyingParty.id(), "name", "Almanac"),
                "user",
                        Map.of(
                                "id", BASE64URL.encodeToString(handle(account.id())),
                                "name", account.displayName(),
                                "displayName", account.displayName()),
                "pubKeyCredParams",
                        RelyingParty.ALGORITHMS.stream()
                                .map(algorithm -> Map.of("type", "public-key", "alg", algorithm))
                                .toList(),
                "timeout", CHALLENGE_LIFE.toMillis(),
                "excludeCredentials",
                        known.stream()
                                .map(one ->
                                        Map.of("type", "public-key", "id", BASE64URL.encodeToString(one.credentialId)))
                                .toList(),
                "authenticatorSelection",
                        Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"),
                "attestation", "none");
    }

    private PasskeyEntity entity(UUID account, RegistrationData data, String name) {
        AuthenticatorData<?> facts = data.getAttestationObject().getAuthenticatorData();
        PasskeyEntity passkey = new PasskeyEntity();
        passkey.id = Ids.next();
        passkey.accountId = account;
        passkey.credentialId = facts.getAttestedCredentialData().getCredentialId();
        passkey.credential = relyingParty.bytes(data);
        passkey.signCount = facts.getSignCount();
        passkey.name = name == null || name.isBlank() ? "Passkey" : name.strip();
        passkey.transports = data.getTransports() == null
                ? new String[0]
                : data.getTransports().stream().map(Object::toString).toArray(String[]::new);
        passkey.backupEligible = facts.isFlagBE();
        passkey.backedUp = facts.isFlagBS();
        passkey.createdAt = Moments.now();
        return passkey;
    }

    private Uni<Void> record(UUID account, String type) {
        return audit.record(AuditEvent.of(account, type, "account", Map.of("factor", "passkey"), Map.of()));
    }

    private static boolean isOwner(PasskeyEntity passkey, byte[] userHandle) {
        return userHandle == null || Arrays.equals(userHandle, handle(passkey.accountId));
    }

    private static byte[] handle(UUID account) {
        return ByteBuffer.allocate(16)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array();
    }
}
